import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionFacts } from './session.ts'
import { dueWarnings, isForTelegram, isStillDue, minutesLeft, warningKey, warningOf } from './warnings.ts'

const AWAY = 5
const start = new Date('2026-11-21T10:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

const live: SessionFacts = {
  id: 's',
  personId: 'p',
  state: 'live',
  startedAt: start,
  firstFrameAt: at(0.1),
  lastInputAt: null,
  awaySince: null,
  booking: null,
  promised: null,
  wantedBy: 0,
  watchedBy: [],
  generatingSince: null,
  workingUntil: null,
  endsAt: at(120),
  phases: { lease: 5, machine: 400, browser: 900, screen: 1000, first_picture: 1100 },
  maxMinutes: 120,
  idleMinutes: 20,
}

const promised = { name: 'Boris', startsAt: at(60) }
const booking = { id: 'b', startsAt: start, endsAt: at(60) }
const preparing: SessionFacts = { ...live, state: 'preparing', firstFrameAt: null, phases: { browser: 900 } }

const cases: [string, SessionFacts, minutes: number, string[]][] = [
  ['somebody who works hears nothing', { ...live, lastInputAt: at(60) }, 61, []],
  ['eleven minutes before the end nothing is said', { ...live, lastInputAt: at(109) }, 109, []],
  ['ten minutes before the end', { ...live, lastInputAt: at(110) }, 110, ['timeout 10']],
  ['still ten while the five are not reached', { ...live, lastInputAt: at(114) }, 114.9, ['timeout 10']],
  ['five minutes before the end', { ...live, lastInputAt: at(115) }, 115, ['timeout 5']],
  ['a minute before the end', { ...live, lastInputAt: at(119) }, 119, ['timeout 1']],
  ['what is over is not warned of', { ...live, lastInputAt: at(119) }, 120, []],
  ['ten minutes without a key', { ...live, lastInputAt: at(30) }, 40, ['idle 10']],
  ['after a standstill only the nearest mark is told', { ...live, lastInputAt: at(30) }, 49.5, ['idle 1']],
  ['idleness that would come after the end is no matter', { ...live, lastInputAt: at(105) }, 116, ['timeout 5']],
  ['both timers run out, both are told', { ...live, lastInputAt: at(99) }, 114, ['timeout 10', 'idle 5']],
  ['a desk closed just now is not warned of at once', { ...live, state: 'away', awaySince: at(10) }, 10, []],
  ['a minute before the place is given up', { ...live, state: 'away', awaySince: at(10) }, 14, ['disconnect 1']],
  ['a session of ten minutes does not begin with a warning', { ...live, endsAt: at(10), idleMinutes: 10 }, 0.2, []],
  ['a start that fails is nobody’s delay', { ...live, state: 'preparing', firstFrameAt: null, phases: {} }, 9, []],
  ['ten minutes before somebody’s booking', { ...live, lastInputAt: at(50), promised }, 50, ['booking_due 10']],
  ['five minutes before somebody’s booking', { ...live, lastInputAt: at(55), promised }, 55, ['booking_due 5']],
  ['a minute before somebody’s booking', { ...live, lastInputAt: at(59), promised }, 59, ['booking_due 1']],
  [
    'a turn bounded by a booking is told of the booking, not of its time',
    { ...live, lastInputAt: at(50), promised, endsAt: at(60) },
    50,
    ['booking_due 10'],
  ],
  [
    'a turn of eight minutes before a booking hears of it at five',
    { ...live, startedAt: at(52), firstFrameAt: at(52), promised, endsAt: at(60) },
    53,
    [],
  ],
  [
    'idleness that would come after the booking is no matter',
    { ...live, lastInputAt: at(45), promised },
    56,
    ['booking_due 5'],
  ],
  ['five minutes before a booked seat is given up', { ...preparing, booking }, 5, ['no_show 5']],
  ['a booked seat does not begin with a warning', { ...preparing, booking }, 0.1, []],
  ['an ended session', { ...live, state: 'ended' }, 119, []],
]
for (const [name, session, minutes, expected] of cases)
  test(`warnings: ${name}`, () => {
    const told = dueWarnings(session, at(minutes), AWAY).map(warning => `${warning.timer} ${warning.minutes}`)

    assert.deepEqual(told, expected)
  })

test('an extended session may be warned of its new end', () => {
  const before = dueWarnings({ ...live, lastInputAt: at(119) }, at(119), AWAY)
  const after = dueWarnings({ ...live, lastInputAt: at(220), endsAt: at(230) }, at(229), AWAY)

  assert.notDeepEqual(before.map(warningKey), after.map(warningKey))
})

test('Telegram tells of the end and of idleness, ten minutes and one minute before', () => {
  assert.equal(isForTelegram({ timer: 'timeout', minutes: 10 }), true)
  assert.equal(isForTelegram({ timer: 'idle', minutes: 1 }), true)
  assert.equal(isForTelegram({ timer: 'timeout', minutes: 5 }), false)
  assert.equal(isForTelegram({ timer: 'disconnect', minutes: 1 }), false)
  assert.deepEqual(
    [10, 5, 1].map(minutes => isForTelegram({ timer: 'booking_due', minutes })),
    [true, true, false],
  )
  assert.equal(isForTelegram({ timer: 'no_show', minutes: 5 }), true)
})

test('a warning is found again by its name', () => {
  const warning = { sessionId: 'a-b', timer: 'idle', minutes: 5, endsAt: at(3) } as const

  assert.deepEqual(warningOf(warningKey(warning)), warning)
})

test('a key pressed meanwhile makes the warning pointless', () => {
  const [warning] = dueWarnings({ ...live, lastInputAt: at(30) }, at(40), AWAY)
  assert.ok(warning)

  assert.equal(isStillDue(warning, { ...live, lastInputAt: at(30) }, AWAY), true)
  assert.equal(isStillDue(warning, { ...live, lastInputAt: at(41) }, AWAY), false)
  assert.equal(isStillDue(warning, { ...live, state: 'ended', lastInputAt: at(30) }, AWAY), false)
})

test('a warning told late names the minutes that are left', () => {
  assert.equal(minutesLeft({ endsAt: at(10) }, at(0)), 10)
  assert.equal(minutesLeft({ endsAt: at(10) }, at(3)), 7)
  assert.equal(minutesLeft({ endsAt: at(10) }, at(9.9)), 1)
})
