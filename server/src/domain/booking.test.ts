import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot } from '../testing/facts.ts'
import { bookingDue, bookingOfTurn, endOfTurn, statusAfter, whyNotCancel } from './booking.ts'
import { whyNotOccupy } from './occupy.ts'
import { dueAt } from './offer.ts'
import type { Person } from './person.ts'
import type { Promised } from './promised.ts'
import { type SlotFacts, slotStateOf } from './slot.ts'

const now = new Date('2026-11-23T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const person = (id: string, isAdmin = false): Person => ({
  id,
  name: id,
  isAdmin,
  permissions: ['slots:read', 'slots:use'],
  hasSecondFactor: isAdmin,
})
const [anna, boris, admin] = [person('anna'), person('boris'), person('admin', true)]

/** A booking of this person, from so many minutes from now to so many. */
const promise = (personId: string, from: number, to: number, slotId = 'ppx-1'): Promised => ({
  id: `${personId} ${from}`,
  slotId,
  personId,
  name: personId,
  startsAt: inMinutes(from),
  endsAt: inMinutes(to),
})
const machine = { id: 'vm', isActive: true, isHealthy: true, session: null, promised: null }
const slot = (...bookings: Promised[]): SlotFacts => ({
  ...ordinarySlot,
  id: 'ppx-1',
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [machine],
  held: null,
  line: [],
  bookings,
})

const walkIns: [string, SlotFacts, Person, minutes: number][] = [
  ['with nothing booked it has its full time', slot(), boris, 120],
  ['before somebody’s booking it ends when that begins', slot(promise('anna', 50, 90)), boris, 50],
  ['before one’s own booking it has its full time', slot(promise('boris', 50, 90)), boris, 120],
  [
    'behind one’s own booking somebody else’s ends it',
    slot(promise('boris', 50, 90), promise('anna', 90, 150)),
    boris,
    90,
  ],
  ['a quarter of an hour before one’s own it is the booking', slot(promise('boris', 15, 45)), boris, 45],
  ['in the middle of one’s own it is the rest of it', slot(promise('boris', -20, 45)), boris, 45],
  ['a booking far ahead bounds nothing', slot(promise('anna', 200, 260)), boris, 120],
  ['a neighbour’s booking on the same machine bounds it', slot(promise('anna', 30, 60, 'other')), boris, 30],
]
for (const [name, which, who, minutes] of walkIns)
  test(`a turn: ${name}`, () => assert.deepEqual(endOfTurn(which, who, now), inMinutes(minutes)))

const ofTurn: [string, SlotFacts, string | null][] = [
  ['sixteen minutes before it is a walk-in', slot(promise('boris', 16, 60)), null],
  ['fifteen minutes before it is the booking', slot(promise('boris', 15, 60)), 'boris 15'],
  [
    'somebody’s booking that comes before one’s own is not passed',
    slot(promise('anna', 6, 12), promise('boris', 12, 60)),
    null,
  ],
  ['a booking at the neighbour is not this slot’s', slot(promise('boris', 0, 60, 'other')), null],
  ['somebody else’s is not one’s own', slot(promise('anna', 10, 60)), null],
]
for (const [name, which, expected] of ofTurn)
  test(`the booking of a turn: ${name}`, () => assert.equal(bookingOfTurn(which, boris, now)?.id ?? null, expected))

const occupying: [string, SlotFacts, Person, string | null, string][] = [
  ['six minutes before somebody’s booking', slot(promise('anna', 6, 60)), boris, null, 'free'],
  ['five minutes before somebody’s booking', slot(promise('anna', 5, 60)), boris, 'slot.booked', 'booked'],
  ['five minutes before one’s own', slot(promise('anna', 5, 60)), anna, null, 'booked'],
  ['in somebody’s time', slot(promise('anna', -3, 60)), boris, 'slot.booked', 'booked'],
  ['when somebody’s time is over', slot(promise('anna', -60, 0)), boris, null, 'free'],
  [
    'five minutes before the neighbour’s on the same machine',
    slot(promise('anna', 5, 60, 'other')),
    boris,
    'slot.booked',
    'booked',
  ],
  [
    'five minutes before the neighbour’s, with a second machine',
    { ...slot(promise('anna', 5, 60, 'other')), machines: [machine, { ...machine, id: 'vm-2' }] },
    boris,
    null,
    'free',
  ],
]
for (const [name, which, who, code, state] of occupying)
  test(`occupying ${name}: ${code ?? 'goes through'}`, () => {
    assert.equal(whyNotOccupy(which, who, now)?.code ?? null, code)
    assert.equal(slotStateOf(which, now).state, state)
  })

test('nothing is offered while the slot is promised, and a turn that is held is taken back', () => {
  const line = [{ placeId: 'p', personId: 'boris', anySlot: false, offered: false, full: false, joinedAt: now }]
  const promised = { ...slot(promise('anna', 5, 60)), line }
  const held = { id: 'o', placeId: 'p', personId: 'boris', name: 'boris', expiresAt: inMinutes(1) }

  assert.equal(dueAt(promised, now), null)
  assert.deepEqual(dueAt({ ...promised, held }, now), { type: 'withdrawn' })
  assert.equal(dueAt({ ...slot(promise('anna', 6, 60)), line }, now)?.type, 'offer')
})

const cancelling: [string, Parameters<typeof whyNotCancel>[0]['status'], Person, string | null][] = [
  ['one’s own', 'active', anna, null],
  ['what is cancelled', 'cancelled', anna, 'booking.over'],
  ['somebody else’s', 'active', boris, 'auth.not-allowed'],
  ['somebody else’s as an administrator', 'active', admin, null],
  ['what one came for', 'kept', anna, 'booking.kept'],
  ['what one did not come for', 'no_show', anna, 'booking.over'],
  ['what could not be given', 'expired', anna, 'booking.over'],
]
for (const [name, status, who, code] of cancelling)
  test(`cancelling ${name}: ${code ?? 'goes through'}`, () => {
    const booking = { personId: 'anna', status, startsAt: inMinutes(10), endsAt: inMinutes(70) }

    assert.equal(whyNotCancel(booking, who)?.code ?? null, code)
  })

test('whose seat ends before the first picture: one’s own doing cancels, silence is a no-show, a machine’s trouble costs nothing', () => {
  assert.deepEqual((['manual', 'kicked'] as const).map(statusAfter), ['cancelled', 'cancelled'])
  assert.deepEqual((['no_show', 'timeout', 'booking_due'] as const).map(statusAfter), ['no_show', 'no_show', 'no_show'])
  assert.deepEqual((['start_failed', 'machine_lost', 'shutdown'] as const).map(statusAfter), [
    'active',
    'active',
    'active',
  ])
})

const dues: [string, Partial<Parameters<typeof bookingDue>[0]>, ReturnType<typeof bookingDue>][] = [
  ['a minute before', { startsAt: inMinutes(1) }, null],
  ['at its hour', {}, 'give'],
  ['who is seated waits for nothing', { seated: true }, null],
  ['who is seated does not expire', { seated: true, endsAt: now }, null],
  ['at its end', { endsAt: now }, 'expire'],
  ['of somebody who may use no slots any more', { mayUse: false }, 'expire'],
  ['kept', { status: 'kept' }, null],
  ['cancelled', { status: 'cancelled', endsAt: now }, null],
]
for (const [name, given, expected] of dues)
  test(`the clock and a booking ${name}: ${expected ?? 'nothing'}`, () => {
    const booking = { personId: 'anna', status: 'active', startsAt: now, endsAt: inMinutes(60) } as const

    assert.equal(bookingDue({ ...booking, mayUse: true, seated: false, ...given }, now), expected)
  })
