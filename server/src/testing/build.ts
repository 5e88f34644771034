import { randomUUID } from 'node:crypto'
import type { Role } from '@taxi/contract/people.ts'
import type { EndReason, SessionState } from '@taxi/contract/sessions.ts'
import type { Db } from '../db/client.ts'
import type {
  machinesModel,
  offersModel,
  peopleModel,
  placesModel,
  sessionsModel,
  slotsModel,
} from '../db/generated/models.ts'
import { OFFER_SECONDS } from '../domain/offer.ts'
import { permissionsOfRole } from '../domain/person.ts'
import { hashPassword } from '../outside/password-hash.ts'

/** Everybody's password in tests. */
export const PASSWORD = 'a quiet yellow cab'
let hashed: Promise<string> | undefined
let counter = 0

/** A person who may sign in with PASSWORD. */
export async function buildPerson(
  db: Db,
  { role = 'member', ...given }: Partial<peopleModel> & { role?: Role } = {},
): Promise<peopleModel> {
  hashed ??= hashPassword(PASSWORD)
  const name = given.name ?? `Person ${++counter}`
  return db.people.create({
    data: {
      name,
      email: `person-${randomUUID().slice(0, 8)}@taxi.test`,
      password_hash: await hashed,
      is_admin: role === 'admin',
      permissions: permissionsOfRole(role),
      // Who may touch others has a second factor.
      totp_confirmed_at: role === 'member' ? null : new Date(),
      ...given,
    },
  })
}

export async function buildMachine(db: Db, given: Partial<machinesModel> = {}): Promise<machinesModel> {
  const id = given.id ?? `dry-${++counter}`
  return db.machines.create({ data: { name: id, driver: 'dry', ...given, id } })
}

/** A slot in service; on a machine of its own unless `machines` names some. */
export async function buildSlot(
  db: Db,
  { machines, ...given }: Partial<slotsModel> & { machines?: string[] } = {},
): Promise<slotsModel> {
  const id = given.id ?? `slot-${++counter}`
  const machineIds = machines ?? [(await buildMachine(db)).id]
  return db.slots.create({
    data: {
      slot_number: ++counter,
      name: id,
      service: 'practice',
      service_name: 'Practice',
      url: '/practice',
      is_active: true,
      ...given,
      id,
      machines: { create: machineIds.map((machine_id, priority) => ({ machine_id, priority })) },
    },
  })
}

/** A running session, live by default; `end_reason` makes it an ended one with its dump. */
export async function buildSession(
  db: Db,
  { person, slot, ...given }: Partial<sessionsModel> & { person: { id: string }; slot: { id: string } },
): Promise<sessionsModel> {
  const attached = await db.slot_machines.findFirstOrThrow({
    where: { slot_id: slot.id },
    orderBy: { priority: 'asc' },
  })
  const started_at = given.started_at ?? new Date()
  const ended_at = given.ended_at ?? (given.end_reason ? new Date() : null)
  const session = await db.sessions.create({
    data: {
      person_id: person.id,
      slot_id: slot.id,
      machine_id: attached.machine_id,
      state: (ended_at ? 'ended' : 'live') satisfies SessionState,
      started_at,
      first_frame_at: started_at,
      ends_at: new Date(started_at.getTime() + 120 * 60_000),
      ...given,
      ended_at,
      end_reason: ended_at ? (given.end_reason ?? ('manual' satisfies EndReason)) : null,
      phases: given.phases ?? { lease: 5 },
      closing: given.closing ?? {},
    },
  })
  if (ended_at) await buildDump(db, session)
  return session
}

export async function buildDump(db: Pick<Db, 'dumps'>, session: sessionsModel, state = 'sealing') {
  const day = 24 * 3_600_000
  return db.dumps.create({
    data: {
      session_id: session.id,
      person_id: session.person_id,
      state,
      deadline: new Date(Date.now() + day),
      expires_at: new Date(Date.now() + 14 * day),
    },
  })
}

/** A place at the end of the line of a slot, or of a service. */
export async function buildPlace(
  db: Db,
  { person, slot, ...given }: Partial<placesModel> & { person: { id: string }; slot?: { id: string } },
): Promise<placesModel> {
  const line = slot ? { slot_id: slot.id } : { service: given.service ?? 'practice' }
  return db.places.create({ data: { ...given, person_id: person.id, ...line } })
}

/** A turn held for the person of a place; its slot is named when the place is for a service. */
export async function buildOffer(
  db: Db,
  { place, slot, ...given }: Partial<offersModel> & { place: placesModel; slot?: { id: string } },
): Promise<offersModel> {
  return db.offers.create({
    data: {
      expires_at: new Date(Date.now() + OFFER_SECONDS * 1000),
      ...given,
      slot_id: slot?.id ?? place.slot_id ?? '',
      person_id: place.person_id,
      place_id: place.id,
    },
  })
}
