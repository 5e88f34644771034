import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DumpPart } from '@taxi/contract/dumps.ts'
import type { Db } from '../db/client.ts'
import { hashOf, newToken } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'
import { buildOffer, buildPerson, buildPlace, buildSession, buildSlot } from './build.ts'

export type Owner = Awaited<ReturnType<typeof ownsEverything>>

/** A person with one of everything that can be somebody's own. */
export async function ownsEverything(
  { db, config }: Pick<Parts, 'db' | 'config'>,
  role: 'member' | 'admin' = 'member',
) {
  const person = await buildPerson(db, { role })
  const upload = newToken()
  const slot = await buildSlot(db)
  const session = await buildSession(db, { person, slot, upload_token_hash: hashOf(upload) })
  const ended = await buildSession(db, { person, slot: await buildSlot(db), end_reason: 'manual' })
  const part: DumpPart = { name: 'dump.html', bytes: 6, sha256: '0'.repeat(64) }
  const dump = await db.dumps.update({
    where: { session_id: ended.id },
    data: { state: 'kept', parts: [part] },
  })
  mkdirSync(join(config.dataDir, 'dumps', dump.id), { recursive: true })
  writeFileSync(join(config.dataDir, 'dumps', dump.id, part.name), 'inside')
  const wanted = await buildSlot(db)
  const offer = await buildOffer(db, { place: await buildPlace(db, { person, slot: wanted }) })
  const template = await db.templates.create({
    data: { name: `of ${person.name}`, icon: 'star', slot_ids: [slot.id], created_by: person.id },
  })
  const ask = await db.asks.create({
    data: {
      session_id: session.id,
      slot_id: slot.id,
      person_id: person.id,
      minutes: 10,
      asked_at: new Date(),
      expires_at: new Date(Date.now() + 60_000),
    },
  })
  const booking = await buildBooking(db, person, wanted)
  return { person, slot, session, upload, dump, offer, template, ask, booking }
}

async function buildBooking(db: Db, person: { id: string }, slot: { id: string }): Promise<{ id: string }> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO bookings (id, person_id, slot_id, date, start_time, duration_min, during)
    VALUES (gen_random_uuid(), ${person.id}::uuid, ${slot.id}, current_date + 1, '10:00', 60,
            tstzrange(now() + interval '1 day', now() + interval '1 day 1 hour'))
    RETURNING id`
  if (!row) throw new Error('the booking was not written')
  return row
}

/** Everything the database knows of a person, to compare before with after. Looks at what others cannot have caused only. */
export async function allOf({ db }: Pick<Parts, 'db'>, personId: string): Promise<object> {
  const where = { person_id: personId }
  const order = { orderBy: { id: 'asc' } } as const
  return {
    person: await db.people.findUnique({ where: { id: personId } }),
    sessions: await db.sessions.findMany({ where, ...order }),
    dumps: await db.dumps.findMany({ where, ...order }),
    places: await db.places.findMany({ where, ...order }),
    offers: await db.offers.findMany({ where, ...order }),
    bookings: await db.bookings.findMany({ where, ...order }),
    asks: await db.asks.findMany({ where, ...order }),
    templates: await db.templates.findMany({ where: { created_by: personId } }),
    signIns: await db.sign_ins.findMany({ where, orderBy: { family_id: 'asc' }, omit: { last_seen_at: true } }),
    passes: await db.passes.findMany({ where }),
    chats: await db.chats.findMany({ where: { session: { person_id: personId } } }),
  }
}
