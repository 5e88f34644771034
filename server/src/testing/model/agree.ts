import assert from 'node:assert/strict'
import { eligibleFor, lineOf } from './line.ts'
import { isFree, keptFor, type Taxi } from './taxi.ts'
import type { World } from './world.ts'

/** What is seen from outside is what the dispatcher keeps in mind. */
export async function agree(taxi: Taxi, world: World): Promise<void> {
  assert.deepEqual(await seen(world), expected(taxi))
}

async function seen({ parts: { db } }: World) {
  const [sessions, offers, places] = await Promise.all([
    db.sessions.findMany({ where: { freed_at: null }, include: { person: true }, orderBy: { slot_id: 'asc' } }),
    db.offers.findMany({ where: { settled_at: null }, orderBy: { slot_id: 'asc' } }),
    db.places.findMany({ where: { left_at: null }, orderBy: [{ priority: 'desc' }, { rank: 'asc' }] }),
  ])
  return {
    seats: sessions.map(row => ({
      slot: row.slot_id,
      session: row.id,
      person: row.person.name,
      until: row.ended_at ? null : row.ends_at.getTime(),
      over: row.end_reason,
    })),
    held: offers.map(row => ({ slot: row.slot_id, place: row.place_id, until: row.expires_at.getTime() })),
    line: places.map(row => ({ place: row.id, slot: row.slot_id, service: row.service, ignored: row.ignored })),
  }
}

function expected(taxi: Taxi) {
  return {
    seats: taxi.slots.flatMap(({ id, seat }) =>
      seat
        ? [
            {
              slot: id,
              session: seat.session,
              person: seat.person,
              until: seat.over ? null : seat.endsAt,
              over: seat.over,
            },
          ]
        : [],
    ),
    held: taxi.slots.flatMap(({ id, held }) => (held ? [{ slot: id, place: held.place.id, until: held.until }] : [])),
    line: taxi.line.map(({ id, slot, service, ignored }) => ({ place: id, slot, service, ignored })),
  }
}

/** A free slot that somebody waits for is offered with the tick. */
export function assertNothingIdle(taxi: Taxi): void {
  const idle = taxi.slots.filter(
    slot => isFree(taxi, slot) && !keptFor(taxi, slot) && eligibleFor(taxi, slot).length > 0,
  )
  assert.deepEqual(
    idle.map(slot => slot.id),
    [],
    'free although somebody waits',
  )
}

/** Who gets a turn had nobody before them who could have had it: only turns held elsewhere, or one let pass in silence. */
export function assertNobodySkipped(before: Taxi, after: Taxi): void {
  for (const slot of after.slots) {
    const was = before.slots.find(({ id }) => id === slot.id)
    const got = slot.held && slot.held.place.id !== was?.held?.place.id ? slot.held.place : null
    if (!got || !was) continue
    const line = lineOf(after, slot)
    const ahead = line.slice(0, line.indexOf(got)).filter(place => place.person !== got.person)
    const skipped = ahead.filter(
      place =>
        !after.slots.some(other => other !== slot && other.held?.place === place) &&
        slot.ignoredBy?.person !== place.person,
    )
    assert.deepEqual(
      skipped.map(place => place.person),
      [],
      `passed over at ${slot.id}`,
    )
  }
}
