import assert from 'node:assert/strict'
import { test } from 'node:test'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { clockOrDay, clockTime, minutesUntil, whenText } from './times.ts'

const now = new Date(2026, 10, 21, 15, 0, 0)
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString()

test('the last minute counts as one until it is over', () => {
  assert.equal(minutesUntil(at(2026, 10, 21, 15, 1), now), 1)
  assert.equal(minutesUntil(new Date(now.getTime() + 1000).toISOString(), now), 1)
  assert.equal(minutesUntil(now.toISOString(), now), 0)
  assert.equal(minutesUntil(at(2026, 10, 21, 14, 0), now), 0)
})

test('a full session of two hours is 120 minutes, though the clock ticks late', () => {
  assert.equal(minutesUntil(new Date(now.getTime() + 120 * 60_000 + 5_000).toISOString(), now), 120)
})

test('what was within the hour is told in minutes, earlier by the clock, another day with its date', () => {
  assert.equal(whenText(at(2026, 10, 21, 14, 55), now, en, 'en'), '5\u00a0min ago')
  assert.equal(whenText(at(2026, 10, 21, 15, 0), now, ru, 'ru'), 'только что')
  assert.equal(whenText(at(2026, 10, 21, 9, 5), now, en, 'en'), '09:05')
  assert.equal(whenText(at(2026, 10, 20, 9, 5), now, en, 'en'), '20 Nov, 09:05')
  assert.match(whenText(at(2025, 10, 20, 9, 5), now, ru, 'ru'), /20 нояб.* 2025.*, 09:05/)
})

test('the clock has 24 hours in both languages', () => {
  assert.equal(clockTime(at(2026, 10, 21, 0, 5), 'en'), '00:05')
  assert.equal(clockTime(at(2026, 10, 21, 23, 5), 'ru'), '23:05')
  assert.equal(clockOrDay(at(2026, 10, 22, 0, 5), now, 'en'), '22 Nov, 00:05')
})
