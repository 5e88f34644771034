import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SessionFacts } from './session.ts'
import { dueEnd, idleEndsAt } from './timers.ts'

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
const due = { name: 'Boris', startsAt: at(60) }
const booking = { id: 'b', startsAt: at(-5), endsAt: at(55) }
const preparing: SessionFacts = { ...live, state: 'preparing', firstFrameAt: null, phases: { lease: 5 } }

const cases: [string, SessionFacts, minutes: number, ReturnType<typeof dueEnd>][] = [
  ['somebody who works is left alone', { ...live, lastInputAt: at(50) }, 60, null],
  ['the time that was given is over', { ...live, lastInputAt: at(119) }, 120, 'timeout'],
  ['just before its end nothing ends', { ...live, lastInputAt: at(119) }, 119.99, null],
  ['nobody has touched anything since the first picture', live, 20.1, 'idle'],
  ['the last key was twenty minutes ago', { ...live, lastInputAt: at(30) }, 50, 'idle'],
  ['the last key was nineteen minutes ago', { ...live, lastInputAt: at(30) }, 49, null],
  ['the desk has been away for four minutes', { ...live, state: 'away', awaySince: at(10) }, 14, null],
  ['the desk has been away for five minutes', { ...live, state: 'away', awaySince: at(10) }, 15, 'disconnect'],
  [
    'whoever is away cannot press a key: only being away counts',
    { ...live, state: 'away', awaySince: at(19) },
    21,
    null,
  ],
  ['away and out of time, out of time came first', { ...live, state: 'away', awaySince: at(118) }, 200, 'timeout'],
  ['away and out of time, away came first', { ...live, state: 'away', awaySince: at(100) }, 200, 'disconnect'],
  ['a machine may boot for nine minutes', preparing, 9.9, null],
  ['a machine that does not come within ten minutes', preparing, 10, 'start_failed'],
  ['a browser may take two minutes', { ...preparing, phases: { machine: 60_000 } }, 3, null],
  [
    'a browser that does not come within three minutes',
    { ...preparing, phases: { machine: 60_000 } },
    4,
    'start_failed',
  ],
  [
    'a ready seat is kept for whoever has not opened the desk yet',
    { ...preparing, phases: { browser: 60_000 } },
    5,
    null,
  ],
  ['a ready seat nobody comes to is given up', { ...preparing, phases: { browser: 60_000 } }, 6, 'disconnect'],
  ['a seat that is not ready does not idle', { ...preparing, idleMinutes: 1 }, 5, null],
  ['somebody’s booking begins', { ...live, lastInputAt: at(59), promised: due }, 60, 'booking_due'],
  ['a minute before somebody’s booking nothing ends', { ...live, lastInputAt: at(59), promised: due }, 59, null],
  [
    'the booking begins at the very end of the time: the booking is the reason',
    { ...live, lastInputAt: at(59), promised: due, endsAt: at(60) },
    60,
    'booking_due',
  ],
  [
    'a booking that begins after the end is no matter',
    { ...live, lastInputAt: at(49), promised: due, endsAt: at(50) },
    61,
    'timeout',
  ],
  ['idle before the booking, idle is the reason', { ...live, lastInputAt: at(30), promised: due }, 60, 'idle'],
  ['nobody has come for nine minutes', { ...preparing, booking, phases: { browser: 900 } }, 9.9, null],
  ['nobody has come for ten minutes', { ...preparing, booking, phases: { browser: 900 } }, 10, 'no_show'],
  [
    'who sat down early has ten minutes from the booking’s beginning',
    { ...preparing, booking: { ...booking, startsAt: at(15) }, phases: { browser: 900 } },
    24.9,
    null,
  ],
  [
    'who sat down early and did not come',
    { ...preparing, booking: { ...booking, startsAt: at(15) }, phases: { browser: 900 } },
    25,
    'no_show',
  ],
  ['a booked machine that does not come is nobody’s no-show', { ...preparing, booking }, 10, 'start_failed'],
  [
    'who came to their booking may leave the desk like anybody',
    { ...live, booking, state: 'away', awaySince: at(10) },
    15,
    'disconnect',
  ],
  ['an ended session ends no more', { ...live, state: 'ended' }, 500, null],
]
for (const [name, session, minutes, reason] of cases)
  test(`${name}: ${reason ?? 'goes on'}`, () => assert.equal(dueEnd(session, at(minutes), AWAY), reason))

test('the idle end is told only while there is somebody to be idle', () => {
  assert.deepEqual(idleEndsAt({ ...live, lastInputAt: at(7) }), at(27))
  assert.deepEqual(idleEndsAt({ ...live, firstFrameAt: at(3), lastInputAt: at(1) }), at(23))
  assert.equal(idleEndsAt(preparing), null)
  assert.equal(idleEndsAt({ ...live, state: 'away', awaySince: at(2) }), null)
})
