import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { estimateOf } from './estimate.ts'
import type { Promised } from './promised.ts'
import type { SeatTaken, SlotFacts } from './slot.ts'

const now = new Date('2026-11-23T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
/** Somebody sits since half an hour, with an hour left. */
const session: SeatTaken = {
  ...ordinaryTurn,
  id: 's',
  slotId: 'ppx-1',
  machineId: 'vm',
  holder: { id: 'boris', name: 'Boris' },
  state: 'live',
  startedAt: inMinutes(-30),
  endsAt: inMinutes(60),
}
const slot: SlotFacts & { lengths: { shortMin: number; longMin: number } } = {
  ...ordinarySlot,
  id: 'ppx-1',
  isActive: true,
  maxMinutes: 120,
  session,
  machines: [{ id: 'vm', isActive: true, isHealthy: true, session, promised: null }],
  held: null,
  line: [],
  lengths: { shortMin: 40, longMin: 80 },
}
const booking = (from: number, to: number): Promised => ({
  id: `${from}`,
  slotId: 'ppx-1',
  personId: 'anna',
  name: 'Anna',
  startsAt: inMinutes(from),
  endsAt: inMinutes(to),
})

const cases: [string, Promised[], ahead: number, [number, number]][] = [
  ['as first in line one waits for the holder', [], 0, [10, 50]],
  ['each one ahead is a turn more', [], 1, [50, 130]],
  ['a booking ends the holder’s turn, and one waits for its end', [booking(20, 80)], 0, [10, 80]],
  ['a booking that begins before anybody could sit down comes first', [booking(12, 72)], 0, [70, 72]],
  ['a booking between two turns is waited for by whoever is behind', [booking(100, 130)], 1, [50, 160]],
  ['a booking after one’s turn is no matter', [booking(200, 260)], 0, [10, 50]],
  ['what is left of a booking that runs', [booking(-30, 30)], 0, [30, 30]],
]
for (const [name, bookings, ahead, [from_min, to_min]] of cases)
  test(`the wait: ${name}`, () => {
    assert.deepEqual(estimateOf({ ...slot, bookings }, ahead, now), {
      from_min,
      to_min: Math.max(from_min + 1, to_min),
    })
  })
