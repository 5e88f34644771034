import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordinarySlot, ordinaryTurn } from '../testing/facts.ts'
import { type BookableSlot, type Booked, isConflict, type Wish, whyNotBook, whyNotBookAtAll } from './book.ts'
import type { Person } from './person.ts'
import type { SeatTaken, SlotMachine } from './slot.ts'

const now = new Date('2026-11-23T12:00:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const anna: Person = {
  id: 'anna',
  name: 'Anna',
  isAdmin: false,
  permissions: ['slots:read', 'slots:use'],
  hasSecondFactor: false,
}
const reader: Person = { ...anna, permissions: ['slots:read'] }

const machine = (given: Partial<SlotMachine> = {}): SlotMachine => ({
  id: 'vm',
  isActive: true,
  isHealthy: true,
  session: null,
  promised: null,
  ...given,
})
const slot: BookableSlot = {
  ...ordinarySlot,
  id: 'ppx-1',
  kind: 'account',
  isActive: true,
  maxMinutes: 120,
  session: null,
  machines: [machine()],
  held: null,
  line: [],
}
/** A session of this person that ends in so many minutes. */
const session = (id: string, minutes: number, given: Partial<SeatTaken> = {}): SeatTaken => ({
  ...ordinaryTurn,
  id: 's',
  slotId: 'ppx-1',
  machineId: 'vm',
  holder: { id, name: 'Boris' },
  state: 'live',
  startedAt: inMinutes(-30),
  endsAt: inMinutes(minutes),
  ...given,
})
const taken = (given: SeatTaken): BookableSlot => ({ ...slot, session: given, machines: [machine({ session: given })] })
const waiting = (personId: string) => ({
  placeId: 'p',
  personId,
  anySlot: false,
  offered: false,
  full: false,
  joinedAt: inMinutes(-5),
})

/** A wish that begins so many minutes from now. */
const wish = (minutes: number, lasts = 60, given: Partial<Wish> = {}): Wish => ({
  startsAt: inMinutes(minutes),
  endsAt: inMinutes(minutes + lasts),
  minutes: lasts,
  startTime: '15:00',
  daysAhead: 0,
  ...given,
})
const nothing: Booked = { taken: [], own: 0, most: 6 }
/** Somebody's booking from so many minutes from now to so many. */
const booked = (from: number, to: number): Booked => ({
  ...nothing,
  taken: [{ name: 'Boris', startsAt: inMinutes(from), endsAt: inMinutes(to) }],
})

const cases: [string, BookableSlot, Wish, Booked, ReturnType<typeof code>][] = [
  ['an hour this afternoon', slot, wish(60), nothing, null],
  ['from now', slot, wish(0), nothing, null],
  ['from a moment ago', slot, wish(-5), nothing, null],
  ['from six minutes ago', slot, wish(-6), nothing, 'booking.past'],
  ['a quarter of an hour', slot, wish(60, 15), nothing, null],
  ['ten minutes', slot, wish(60, 10), nothing, 'booking.too-short'],
  ['eight hours', slot, wish(60, 480), nothing, null],
  ['a moment over eight hours', slot, wish(60, 485), nothing, 'booking.too-long'],
  ['a desktop for a day', { ...slot, kind: 'desktop' }, wish(60, 1440), nothing, null],
  ['a telephone line', { ...slot, kind: 'phone' }, wish(60), nothing, 'booking.kind'],
  ['at three minutes past', slot, wish(60, 60, { startTime: '15:03' }), nothing, 'booking.step'],
  ['for 62 minutes', slot, wish(60, 62), nothing, 'booking.step'],
  ['in fourteen days', slot, wish(60, 60, { daysAhead: 14 }), nothing, null],
  ['in fifteen days', slot, wish(60, 60, { daysAhead: 15 }), nothing, 'booking.too-far'],
  ['a slot that is switched off', { ...slot, isActive: false }, wish(60), nothing, 'slot.off'],
  ['a slot without a machine', { ...slot, machines: [] }, wish(60), nothing, 'slot.no-machine'],
  ['a slot that is ill today', { ...slot, machines: [machine({ isHealthy: false })] }, wish(60), nothing, null],

  ['in the middle of somebody’s', slot, wish(60), booked(30, 180), 'slot.booked'],
  ['around somebody’s', slot, wish(60, 120), booked(90, 105), 'slot.booked'],
  ['over somebody’s beginning', slot, wish(60), booked(119, 180), 'slot.booked'],
  ['right before somebody’s', slot, wish(60), booked(120, 180), null],
  ['right after somebody’s', slot, wish(60), booked(0, 60), null],
  ['with five already', slot, wish(60), { ...nothing, own: 5 }, null],
  ['with six already', slot, wish(60), { ...nothing, own: 6 }, 'booking.too-many'],

  ['over the end of somebody’s session, ten minutes from now', taken(session('boris', 90)), wish(10), nothing, null],
  [
    'over the end of somebody’s session, nine minutes from now',
    taken(session('boris', 90)),
    wish(9),
    nothing,
    'booking.too-soon',
  ],
  ['right after somebody’s session', taken(session('boris', 5)), wish(5), nothing, null],
  ['from now where one sits oneself', taken(session('anna', 90)), wish(0), nothing, null],
  ['from now while the seat is only cleaned', taken(session('boris', 90, { state: 'ended' })), wish(0), nothing, null],
  [
    'from now while work goes on there',
    taken(session('boris', 0, { state: 'ended', workingUntil: inMinutes(40) })),
    wish(0),
    nothing,
    'booking.too-soon',
  ],
  [
    'from now while the only machine serves another slot',
    { ...slot, machines: [machine({ session: session('boris', 90, { slotId: 'other' }) })] },
    wish(0),
    nothing,
    'booking.too-soon',
  ],
  [
    'from now while one of two machines serves another slot',
    { ...slot, machines: [machine({ session: session('boris', 90, { slotId: 'other' }) }), machine({ id: 'vm-2' })] },
    wish(0),
    nothing,
    null,
  ],
  ['from now while others wait', { ...slot, line: [waiting('boris')] }, wish(0), nothing, 'booking.wanted'],
  ['from now as the first in line', { ...slot, line: [waiting('anna')] }, wish(0), nothing, null],
  ['in ten minutes while others wait', { ...slot, line: [waiting('boris')] }, wish(10), nothing, null],
  [
    'from now while a turn is held for somebody',
    { ...slot, held: { id: 'o', placeId: 'p', personId: 'boris', name: 'Boris', expiresAt: inMinutes(1) } },
    wish(0),
    nothing,
    'booking.wanted',
  ],
]
const code = (...given: Parameters<typeof whyNotBook>) => whyNotBook(...given)?.code ?? null

for (const [name, which, wanted, around, expected] of cases)
  test(`booking ${name}: ${expected ?? 'goes through'}`, () =>
    assert.equal(code(which, anna, wanted, around, now), expected))

test('who may not use slots books none', () => {
  assert.equal(whyNotBookAtAll(slot, reader)?.code, 'auth.not-allowed')
  assert.equal(code(slot, reader, wish(60), nothing, now), 'auth.not-allowed')
})

test('a refusal names who has booked, from when until when: the first in the way', () => {
  const both = { ...nothing, taken: [...booked(100, 130).taken, { ...booked(60, 75).taken[0], name: 'Vera' } as never] }

  assert.deepEqual(whyNotBook(slot, anna, wish(60, 120), both, now)?.details, {
    holder: 'Vera',
    from: inMinutes(60).toISOString(),
    until: inMinutes(75).toISOString(),
  })
})

test('a refusal for want of notice names who sits there, until when, and from when one may book', () => {
  assert.deepEqual(whyNotBook(taken(session('boris', 90)), anna, wish(0), nothing, now)?.details, {
    holder: 'Boris',
    until: inMinutes(90).toISOString(),
    from: inMinutes(10).toISOString(),
  })
})

test('of a weekly wish only a conflict is skipped; what is wrong with the wish itself refuses it whole', () => {
  assert.deepEqual((['slot.booked', 'booking.too-many', 'booking.step', 'slot.off'] as const).map(isConflict), [
    true,
    true,
    false,
    false,
  ])
})
