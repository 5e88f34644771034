import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { estimateOf } from './estimate.ts'
import { type Person, permissionsOfRole } from './person.ts'
import type { SlotFacts } from './slot.ts'
import { isWorkOver, type Work, whyNotDeliverWhenDone, whyNotStopWork, workUntil, workUntilAfter } from './work.ts'

const now = new Date('2026-11-21T10:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const MINUTE = 60
const named = (id: string, role: 'member' | 'admin' = 'member'): Person => ({
  id,
  name: id,
  isAdmin: role === 'admin',
  permissions: permissionsOfRole(role),
  hasSecondFactor: true,
})
const [anna, boris, vera, admin] = [named('anna'), named('boris'), named('vera'), named('admin', 'admin')]
const making = { personId: 'anna', state: 'live', generatingSince: now } as const
const booked = (seconds: number) => ({ promised: { name: 'vera', startsAt: after(seconds) } })
const work: Work = {
  endedAt: now,
  until: after(60 * MINUTE),
  generatingSince: now,
  generatedAt: null,
  promisedAt: null,
}
const session = {
  ...ordinaryTurn,
  id: 's',
  slotId: 'ppx-1',
  machineId: 'm',
  holder: anna,
  state: 'ended' as const,
  startedAt: now,
  endsAt: now,
  workingUntil: after(600),
}
const waiting = (person: Person) => ({
  placeId: person.id,
  personId: person.id,
  anySlot: false,
  offered: false,
  full: false,
  joinedAt: now,
})
const slot: SlotFacts = {
  ...ordinarySlot,
  id: 'ppx-1',
  isActive: true,
  maxMinutes: 120,
  session,
  machines: [],
  held: null,
  line: [waiting(boris), waiting(vera)],
}

test('only what is being made in one’s own running session can be left to finish', () => {
  assert.equal(whyNotDeliverWhenDone(making, anna), null)
  assert.equal(whyNotDeliverWhenDone({ ...making, generatingSince: null }, anna)?.code, 'work.nothing')
  assert.equal(whyNotDeliverWhenDone({ ...making, state: 'ended' }, anna)?.code, 'session.ended')
  assert.equal(whyNotDeliverWhenDone(making, boris)?.code, 'session.unknown')
})

test('the work lasts an hour at most, and no longer than until the next booking', () => {
  assert.deepEqual(workUntil({ promised: null }, now), after(60 * MINUTE))
  assert.deepEqual(workUntil(booked(20 * MINUTE), now), after(20 * MINUTE))
  assert.equal(workUntil(booked(0), now), null)
})

test('whoever stayed away while something was being made gets it; whoever’s time is up, or who was ended, leaves at once', () => {
  const facts = { promised: null, generatingSince: now }
  for (const reason of ['idle', 'disconnect'] as const)
    assert.deepEqual(workUntilAfter(facts, reason, now), after(60 * MINUTE))
  for (const reason of ['timeout', 'kicked', 'booking_due', 'machine_lost', 'shutdown'] as const)
    assert.equal(workUntilAfter(facts, reason, now), null)
  assert.equal(workUntilAfter({ ...facts, generatingSince: null }, 'idle', now), null)
})

test('the work is over some seconds after the last answer, or when its time or the seat’s is up', () => {
  const done = { ...work, generatingSince: null, generatedAt: after(60) }
  const cases: [string, Work, number, boolean][] = [
    ['still being made', work, 59 * MINUTE, false],
    ['its hour is up', work, 60 * MINUTE, true],
    ['done a moment ago: the next step may follow', done, 64, false],
    ['done and quiet', done, 65, true],
    ['done before its person left', { ...work, generatingSince: null }, 5, true],
    ['the seat is booked now', { ...work, promisedAt: after(600) }, 600, true],
    ['the seat is booked later', { ...work, promisedAt: after(600) }, 599, false],
  ]
  for (const [name, facts, seconds, over] of cases) assert.equal(isWorkOver(facts, after(seconds)), over, name)
})

test('its own person and administrators may stop the work; the first in line only where that is allowed', () => {
  assert.equal(whyNotStopWork(slot, anna), null)
  assert.equal(whyNotStopWork(slot, admin), null)
  assert.equal(whyNotStopWork(slot, boris)?.code, 'auth.not-allowed')
  assert.equal(whyNotStopWork({ ...slot, mayTakeOver: true }, boris), null)
  assert.equal(whyNotStopWork({ ...slot, mayTakeOver: true }, vera)?.code, 'auth.not-allowed')
  assert.equal(whyNotStopWork({ ...slot, session: { ...session, workingUntil: null } }, anna)?.code, 'work.none')
})

test('whoever waits for a slot that works on waits until its longest at most', () => {
  const working = { ...slot, session: { ...session, workingUntil: after(30 * MINUTE) } }
  assert.deepEqual(estimateOf({ ...working, line: [], lengths: null }, 0, now), { from_min: 0, to_min: 30 })
})
