import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockOfMinute, instantAt, minuteOfClock, wallOf } from './wall-clock.ts'

const BERLIN = 'Europe/Berlin'
const at = (midnight: string, clock: string) => instantAt(midnight, minuteOfClock(clock), BERLIN).toISOString()

test('an instant is told by the company’s clocks, with the date that is there', () => {
  assert.deepEqual(wallOf('2026-11-21T23:30:00.000Z', BERLIN), { date: '2026-11-22', minute: 30 })
  assert.deepEqual(wallOf('2026-11-21T23:30:00.000Z', 'America/New_York'), { date: '2026-11-21', minute: 18 * 60 + 30 })
})

test('a time of day is the instant at which the clocks show it', () => {
  assert.equal(at('2026-11-20T23:00:00.000Z', '14:30'), '2026-11-21T13:30:00.000Z')
})

test('in spring a time that does not exist means the later one, and those after it keep their clock', () => {
  const midnight = '2026-03-28T23:00:00.000Z'
  assert.equal(at(midnight, '01:30'), '2026-03-29T00:30:00.000Z')
  assert.equal(at(midnight, '02:30'), '2026-03-29T01:30:00.000Z')
  assert.equal(at(midnight, '09:00'), '2026-03-29T07:00:00.000Z')
})

test('in autumn a time that comes twice means the first one', () => {
  const midnight = '2026-10-24T22:00:00.000Z'
  assert.equal(at(midnight, '02:30'), '2026-10-25T00:30:00.000Z')
  assert.equal(at(midnight, '03:00'), '2026-10-25T02:00:00.000Z')
})

test('minutes and clock times are each other’s opposite; the day’s end is midnight', () => {
  assert.equal(clockOfMinute(minuteOfClock('08:05')), '08:05')
  assert.equal(clockOfMinute(1440), '00:00')
})
