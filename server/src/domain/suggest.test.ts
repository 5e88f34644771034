import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import type { BookableSlot, Booked } from './book.ts'
import type { Person } from './person.ts'
import { nearestTimes } from './suggest.ts'

const ZONE = 'Europe/Moscow'
/** 12:02 on a Monday. */
const now = new Date('2026-11-23T09:02:00Z')
const on = (time: string, day = '2026-11-23') => new Date(`${day}T${time}:00+03:00`)
const anna: Person = { id: 'anna', name: 'Anna', isAdmin: false, permissions: ['slots:use'], hasSecondFactor: false }
const slot: BookableSlot = {
  ...ordinarySlot,
  id: 'ppx-1',
  kind: 'account',
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [{ id: 'vm', isActive: true, isHealthy: true, session: null, promised: null }],
  held: null,
  line: [],
}
const booked = (...taken: [string, string][]): Booked => ({
  taken: taken.map(([from, to]) => ({ name: 'Boris', startsAt: on(from), endsAt: on(to) })),
  own: 0,
  most: 6,
})
const times = (which: BookableSlot, start: string, minutes: number, around: Booked, most = 3) =>
  nearestTimes(
    which,
    anna,
    { startsAt: on(start), endsAt: new Date(on(start).getTime() + minutes * 60_000), minutes },
    around,
    { now, zone: ZONE, most },
  ).map(({ startTime }) => startTime)

test('a wish that goes through is the nearest time itself', () => {
  assert.equal(times(slot, '15:00', 60, booked())[0], '15:00')
})

test('a free time ends where somebody’s begins, or begins where it ends; the nearest first', () => {
  assert.deepEqual(times(slot, '15:00', 60, booked(['14:30', '17:00'])), ['13:30', '17:00', '12:15'])
})

test('a gap that is too short is passed over', () => {
  assert.deepEqual(times(slot, '15:00', 60, booked(['14:30', '16:00'], ['16:30', '18:00'])), [
    '13:30',
    '12:15',
    '18:00',
  ])
})

test('while somebody sits there, notice is kept', () => {
  const session = {
    ...ordinaryTurn,
    id: 's',
    slotId: 'ppx-1',
    machineId: 'vm',
    holder: { id: 'boris', name: 'Boris' },
    state: 'live' as const,
    startedAt: on('11:30'),
    endsAt: on('13:30'),
  }
  assert.deepEqual(times({ ...slot, session }, '12:05', 60, booked()), ['12:15', '13:30'])
})

test('whoever has the most bookings, or may book nothing, is suggested nothing', () => {
  assert.deepEqual(times(slot, '15:00', 60, { ...booked(), own: 6 }), [])
  assert.deepEqual(times({ ...slot, isActive: false }, '15:00', 60, booked()), [])
})

test('the second of two equal hours in autumn cannot be asked for and is not suggested', () => {
  const autumn = { now: new Date('2026-10-24T22:00:00Z'), zone: 'Europe/Berlin', most: 5 }
  const taken = [
    { name: 'Boris', startsAt: new Date('2026-10-24T23:00:00Z'), endsAt: new Date('2026-10-25T01:10:00Z') },
  ]
  const startsAt = new Date('2026-10-25T00:30:00Z')
  const wish = { startsAt, endsAt: new Date('2026-10-25T01:30:00Z'), minutes: 60 }

  const found = nearestTimes(slot, anna, wish, { taken, own: 0, most: 6 }, autumn)

  assert.deepEqual(
    found.map(({ startTime }) => startTime),
    ['00:00'],
  )
})
