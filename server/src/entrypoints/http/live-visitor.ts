import { Locale } from '@taxi/contract/shapes.ts'
import { inOneStatement } from '../../db/in-one-statement.ts'
import { personOf } from '../../db/read/person.ts'
import type { Parts } from '../../parts.ts'
import type { Visitor } from './knock.ts'

interface SignIn {
  personId: string
  familyId: string | null
}

/** The person, unless disabled or this sign-in of theirs was ended. */
export async function liveVisitor(
  { db }: Pick<Parts, 'db'>,
  personId: string,
  familyId: string | null,
): Promise<Visitor | null> {
  return look(db, { personId, familyId })
}

const look = inOneStatement<SignIn, Visitor | null>(async (db, all) => {
  const rows = await db.$queryRaw<
    { at: number; id: string; name: string; is_admin: boolean; permissions: string[]; locale: string }[]
  >`
    SELECT sign_in.at::int, person.id, person.name, person.is_admin, person.permissions, person.locale
    FROM unnest(${all.map(({ personId }) => personId)}::uuid[], ${all.map(({ familyId }) => familyId)}::uuid[])
      WITH ORDINALITY AS sign_in (person_id, family_id, at)
    JOIN people person ON person.id = sign_in.person_id
    WHERE person.disabled_at IS NULL AND NOT EXISTS (
      SELECT FROM refresh_tokens WHERE family_id = sign_in.family_id AND revoked_at IS NOT NULL)`
  const found = new Map(rows.map(row => [row.at - 1, row]))
  return all.map(({ familyId }, index) => {
    const row = found.get(index)
    return row ? { ...personOf(row), locale: Locale.parse(row.locale), familyId } : null
  })
})
