import type { PersonView, Profile } from '@taxi/contract/people.ts'
import { Locale, Theme } from '@taxi/contract/shapes.ts'
import { lacksSecondFactor, mayPerson, type Person, permissionsOf, rolesOf } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'
import { readOpenSessionOf } from './session.ts'

export function personOf(
  row: Pick<peopleModel, 'id' | 'name' | 'is_admin' | 'permissions' | 'totp_confirmed_at'>,
): Person {
  return {
    id: row.id,
    name: row.name,
    isAdmin: row.is_admin,
    permissions: row.permissions,
    hasSecondFactor: row.totp_confirmed_at !== null,
  }
}

/** A person as they and administrators see them; no secret is in it. */
type WithCodes = peopleModel & { _count: { recovery_codes: number } }
export const withCodesLeft = { _count: { select: { recovery_codes: { where: { used_at: null } } } } } as const

export function personViewOf(row: WithCodes): PersonView {
  const person = personOf(row)
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: rolesOf(person),
    is_admin: row.is_admin,
    permissions: permissionsOf(person).filter(permission => mayPerson(person, permission)),
    locale: Locale.parse(row.locale),
    theme: Theme.parse(row.theme),
    favourites: row.favourites,
    telegram_linked: row.telegram_id !== null,
    totp_enabled: row.totp_confirmed_at !== null,
    needs_second_factor: permissionsOf(person).some(permission => lacksSecondFactor(person, permission)),
    recovery_codes_left: row._count.recovery_codes,
    has_password: row.password_hash !== null,
    disabled_at: row.disabled_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}

export async function readPerson(db: Pick<Db, 'people'>, id: string): Promise<PersonView> {
  return personViewOf(await personRow(db, id))
}

async function personRow(db: Pick<Db, 'people'>, id: string): Promise<WithCodes> {
  const row = await db.people.findUnique({ where: { id }, include: withCodesLeft })
  if (!row) throw new Refusal('person.unknown')
  return row
}

export async function readPeople(db: Pick<Db, 'people'>): Promise<PersonView[]> {
  const rows = await db.people.findMany({ include: withCodesLeft, orderBy: [{ name: 'asc' }, { email: 'asc' }] })
  return rows.map(personViewOf)
}

export async function readProfile(db: Pick<Db, 'people' | 'sessions' | '$queryRaw'>, id: string): Promise<Profile> {
  const row = await personRow(db, id)
  return { ...personViewOf(row), keeps_dumps: row.keeps_dumps, session: await readOpenSessionOf(db, id) }
}
