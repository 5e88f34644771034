import { Locale } from '@taxi/contract/shapes.ts'
import { inOneStatement } from '../../db/in-one-statement.ts'
import { personOf } from '../../db/read/person.ts'
import type { Parts } from '../../parts.ts'
import type { Visitor } from './knock.ts'

interface SignIn {
  personId: string
  familyId: string | null
}

/** The person, unless disabled; and if they came with a sign-in, unless that is not theirs or was ended. */
export async function liveVisitor(
  { db }: Pick<Parts, 'db'>,
  personId: string,
  familyId: string | null,
): Promise<Visitor | null> {
  return look(db, { personId, familyId })
}

const look = inOneStatement<SignIn, Visitor | null>(async (db, all) => {
  const rows = await db.$queryRaw<
    {
      at: number
      id: string
      name: string
      is_admin: boolean
      permissions: string[]
      locale: string
      totp_confirmed_at: Date | null
    }[]
  >`
    SELECT sign_in.at::int, person.id, person.name, person.is_admin, person.permissions, person.locale,
      person.totp_confirmed_at
    FROM unnest(${all.map(({ personId }) => personId)}::uuid[], ${all.map(({ familyId }) => familyId)}::uuid[])
      WITH ORDINALITY AS sign_in (person_id, family_id, at)
    JOIN people person ON person.id = sign_in.person_id
    WHERE person.disabled_at IS NULL AND (sign_in.family_id IS NULL OR EXISTS (
      SELECT FROM sign_ins begun
      WHERE begun.family_id = sign_in.family_id AND begun.person_id = person.id AND begun.ended_at IS NULL))`
  const found = new Map(rows.map(row => [row.at - 1, row]))
  return all.map(({ familyId }, index) => {
    const row = found.get(index)
    return row ? { ...personOf(row), locale: Locale.parse(row.locale), familyId } : null
  })
})
