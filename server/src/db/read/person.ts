import type { PersonView, Profile } from '@taxi/contract/people.ts'
import { Locale, Theme } from '@taxi/contract/shapes.ts'
import { type Person, permissionsOf, rolesOf } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'
import { readOpenSessionOf } from './session.ts'

export function personOf(row: Pick<peopleModel, 'id' | 'name' | 'is_admin' | 'permissions'>): Person {
  return { id: row.id, name: row.name, isAdmin: row.is_admin, permissions: row.permissions }
}

/** A person as they and administrators see them; no secret is in it. */
export function personViewOf(row: peopleModel): PersonView {
  const person = personOf(row)
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: rolesOf(person),
    is_admin: row.is_admin,
    permissions: permissionsOf(person),
    locale: Locale.parse(row.locale),
    theme: Theme.parse(row.theme),
    favourites: row.favourites,
    telegram_linked: row.telegram_id !== null,
    totp_enabled: row.totp_confirmed_at !== null,
    has_password: row.password_hash !== null,
    disabled_at: row.disabled_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }
}

export async function readPerson(db: Pick<Db, 'people'>, id: string): Promise<PersonView> {
  const row = await db.people.findUnique({ where: { id } })
  if (!row) throw new Refusal('person.unknown')
  return personViewOf(row)
}

export async function readPeople(db: Pick<Db, 'people'>): Promise<PersonView[]> {
  const rows = await db.people.findMany({ orderBy: [{ name: 'asc' }, { email: 'asc' }] })
  return rows.map(personViewOf)
}

export async function readProfile(db: Pick<Db, 'people' | 'sessions' | '$queryRaw'>, id: string): Promise<Profile> {
  return { ...(await readPerson(db, id)), session: await readOpenSessionOf(db, id) }
}
