import assert from 'node:assert/strict'
import { eligibleFor, isOffered, lineOf, mayBeOffered } from './line.ts'
import { keptFor, type Taxi } from './taxi.ts'
import type { World } from './world.ts'

/** What is seen from outside is what the dispatcher keeps in mind. */
export async function agree(taxi: Taxi, world: World): Promise<void> {
  const rows = await seen(world)
  for (const { id, seat } of taxi.slots)
    if (seat?.session === '') seat.session = rows.seats.find(({ slot }) => slot === id)?.session ?? ''
  assert.deepEqual(rows, expected(taxi))
}

async function seen({ parts: { db } }: World) {
  const [sessions, offers, places, bookings] = await Promise.all([
    db.sessions.findMany({ where: { freed_at: null }, include: { person: true }, orderBy: { slot_id: 'asc' } }),
    db.offers.findMany({ where: { settled_at: null }, orderBy: { slot_id: 'asc' } }),
    db.places.findMany({ where: { left_at: null }, orderBy: [{ priority: 'desc' }, { rank: 'asc' }] }),
    db.bookings.findMany({ where: { status: { in: ['active', 'kept'] } }, orderBy: { id: 'asc' } }),
  ])
  return {
    seats: sessions.map(row => ({
      slot: row.slot_id,
      session: row.id,
      person: row.person.name,
      until: row.ended_at ? null : row.ends_at.getTime(),
      over: row.end_reason,
      booking: row.booking_id,
    })),
    held: offers.map(row => ({ slot: row.slot_id, place: row.place_id, until: row.expires_at.getTime() })),
    line: places.map(row => ({ place: row.id, slot: row.slot_id, service: row.service, ignored: row.ignored })),
    bookings: bookings.map(row => ({
      booking: row.id,
      from: row.starts_at.getTime(),
      to: row.ends_at.getTime(),
      kept: row.status === 'kept',
    })),
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
              booking: seat.booking,
            },
          ]
        : [],
    ),
    held: taxi.slots.flatMap(({ id, held }) => (held ? [{ slot: id, place: held.place.id, until: held.until }] : [])),
    line: taxi.line.map(({ id, slot, service, ignored }) => ({ place: id, slot, service, ignored })),
    bookings: [...taxi.bookings]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, from, to, kept }) => ({ booking: id, from, to, kept })),
  }
}

/** A free slot that somebody waits for is offered with the tick. */
export function assertNothingIdle(taxi: Taxi): void {
  const idle = taxi.slots.filter(
    slot => mayBeOffered(taxi, slot) && !keptFor(taxi, slot) && eligibleFor(taxi, slot).length > 0,
  )
  assert.deepEqual(
    idle.map(slot => slot.id),
    [],
    'free although somebody waits',
  )
}

/**
 * Who gets a turn had nobody before them who could have had it: only turns held elsewhere, or one let pass in silence.
 * Of a turn that was postponed only those behind its person are asked.
 */
export function assertNobodySkipped(before: Taxi, after: Taxi): void {
  for (const slot of after.slots) {
    const was = before.slots.find(({ id }) => id === slot.id)
    const got = slot.held && slot.held.place.id !== was?.held?.place.id ? slot.held.place : null
    if (!got || !was) continue
    const line = lineOf(after, slot)
    const asked = lineOf(before, was).map(({ id }) => id)
    const from = line.some(({ id }) => id === was.held?.place.id) ? asked.indexOf(was.held?.place.id ?? '') : -1
    const skipped = line
      .slice(0, line.indexOf(got))
      .filter(({ id }) => slot.ignoredBy || asked.indexOf(id) > from)
      .filter(place => place.person !== got.person && place.person !== slot.ignoredBy?.person)
      .filter(place => !isOffered(after, place))
    assert.deepEqual(
      skipped.map(place => place.person),
      [],
      `passed over at ${slot.id}`,
    )
  }
}
