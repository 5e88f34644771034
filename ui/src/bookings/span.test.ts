import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minutesOf, spansOf } from './span.ts'

const day = (date: string, starts_at: string, ends_at: string) => ({ date, starts_at, ends_at })
const week = {
  zone: 'Europe/Berlin',
  days: [
    day('2026-11-23', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'),
    day('2026-11-24', '2026-11-23T23:00:00.000Z', '2026-11-24T23:00:00.000Z'),
  ],
}
const autumn = {
  zone: 'Europe/Berlin',
  days: [day('2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z')],
}
const range = (starts_at: string, ends_at: string) => ({ starts_at, ends_at })

test('a booking stands in its day, by the company’s clock', () => {
  const spans = spansOf(range('2026-11-23T13:00:00.000Z', '2026-11-23T14:30:00.000Z'), week)
  assert.deepEqual(spans, [{ date: '2026-11-23', from: 14 * 60, to: 15 * 60 + 30 }])
})

test('a booking over midnight stands in both days, and ends at midnight when it does', () => {
  const over = spansOf(range('2026-11-23T22:00:00.000Z', '2026-11-24T00:00:00.000Z'), week)
  assert.deepEqual(over, [
    { date: '2026-11-23', from: 23 * 60, to: 1440 },
    { date: '2026-11-24', from: 0, to: 60 },
  ])
  const until = spansOf(range('2026-11-23T22:00:00.000Z', '2026-11-23T23:00:00.000Z'), week)
  assert.deepEqual(until, [{ date: '2026-11-23', from: 23 * 60, to: 1440 }])
})

test('what lies outside of the week is not shown', () => {
  assert.deepEqual(spansOf(range('2026-11-25T13:00:00.000Z', '2026-11-25T14:00:00.000Z'), week), [])
  assert.deepEqual(spansOf(range('2026-11-22T13:00:00.000Z', '2026-11-22T14:00:00.000Z'), week), [])
})

test('when the clocks are set back, half an hour stays half an hour', () => {
  const spans = spansOf(range('2026-10-25T00:45:00.000Z', '2026-10-25T01:15:00.000Z'), autumn)
  assert.deepEqual(spans, [{ date: '2026-10-25', from: 165, to: 195 }])
  assert.equal(minutesOf({ date: '2026-10-25', from: 60, to: 240 }, autumn), 240)
})

test('on an ordinary day a span lasts what its clock shows, and until midnight too', () => {
  assert.equal(minutesOf({ date: '2026-11-23', from: 600, to: 690 }, week), 90)
  assert.equal(minutesOf({ date: '2026-11-24', from: 1380, to: 1440 }, week), 60)
})
