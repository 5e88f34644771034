import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { endAfterHandOver, whyNotHandOver, whyNotHandTo, whyNotSeat } from './hand-over.ts'
import { type Person, permissionsOfRole } from './person.ts'
import type { SlotFacts } from './slot.ts'

const now = new Date('2026-11-21T10:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const named = (id: string): Person => ({
  id,
  name: id,
  isAdmin: false,
  permissions: permissionsOfRole('member'),
  hasSecondFactor: false,
})
const [anna, boris, vera] = [named('anna'), named('boris'), named('vera')]
const guest: Person = { ...named('guest'), permissions: ['slots:read'] }
const session = {
  ...ordinaryTurn,
  id: 's',
  slotId: 'ppx-1',
  machineId: 'm',
  holder: anna,
  state: 'live' as const,
  startedAt: now,
  endsAt: inMinutes(60),
}
const slot = (given: Partial<SlotFacts> = {}): SlotFacts => ({
  ...ordinarySlot,
  id: 'ppx-1',
  isActive: true,
  maxMinutes: 120,
  session,
  machines: [{ id: 'm', isActive: true, isHealthy: true, session, promised: null }],
  held: null,
  line: [],
  ...given,
})
const waits = (person: Person) => ({
  placeId: person.id,
  personId: person.id,
  anySlot: false,
  offered: false,
  full: false,
  joinedAt: now,
})
const booked = (person: Person, from: number) => ({
  id: 'b',
  slotId: 'ppx-1',
  personId: person.id,
  name: person.name,
  startsAt: inMinutes(from),
  endsAt: inMinutes(from + 60),
})

test('one hands over one’s own running session once its screen was there', () => {
  const live = { personId: 'anna', state: 'live', firstFrameAt: now } as const
  assert.equal(whyNotHandOver(live, anna), null)
  assert.equal(whyNotHandOver(live, boris)?.code, 'session.unknown')
  assert.equal(whyNotHandOver({ ...live, state: 'ended' }, anna)?.code, 'session.ended')
  assert.equal(whyNotHandOver({ ...live, state: 'preparing', firstFrameAt: null }, anna)?.code, 'hand-over.too-early')
})

test('the seat goes to a colleague who may use slots, and to no one past the line', () => {
  assert.equal(whyNotHandTo(slot(), boris, now), null)
  assert.equal(whyNotHandTo(slot(), null, now)?.code, 'person.unknown')
  assert.equal(whyNotHandTo(slot(), guest, now)?.code, 'person.unknown')
  assert.equal(whyNotHandTo(slot(), anna, now)?.code, 'queue.mine')
  const line = [waits(vera), waits(boris)]
  assert.equal(whyNotHandTo(slot({ line }), boris, now)?.code, 'hand-over.wanted')
  assert.equal(whyNotHandTo(slot({ line }), vera, now), null)
  assert.equal(whyNotHandTo(slot({ line: [waits(anna), waits(boris)] }), boris, now), null, 'the giver waits no more')
})

test('nobody is seated where nobody could sit', () => {
  const machine = { id: 'm', isActive: true, isHealthy: true, session, promised: null }
  assert.equal(whyNotSeat(slot({ isActive: false }), boris, now)?.code, 'slot.off')
  assert.equal(whyNotSeat(slot({ machines: [{ ...machine, isActive: false }] }), boris, now)?.code, 'slot.no-machine')
  assert.equal(whyNotSeat(slot({ machines: [{ ...machine, isHealthy: false }] }), boris, now)?.code, 'slot.sick')
  assert.equal(whyNotSeat(slot({ machines: [{ ...machine, isDraining: true }] }), boris, now)?.code, 'slot.draining')
  assert.equal(whyNotSeat(slot({ bookings: [booked(vera, 5)] }), boris, now)?.code, 'slot.booked')
  assert.equal(whyNotSeat(slot({ bookings: [booked(vera, 6)] }), boris, now), null)
  assert.equal(whyNotSeat(slot({ bookings: [booked(boris, 5)] }), boris, now), null)
})

test('the colleague has the time that was left, five minutes at least, and no longer than until the next booking', () => {
  assert.deepEqual(endAfterHandOver(slot(), session, boris, now), inMinutes(60))
  assert.deepEqual(endAfterHandOver(slot(), { endsAt: inMinutes(1) }, boris, now), inMinutes(5))
  assert.deepEqual(endAfterHandOver(slot({ bookings: [booked(vera, 30)] }), session, boris, now), inMinutes(30))
})
