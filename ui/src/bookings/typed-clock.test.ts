import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typedClock } from './typed-clock.ts'

test('a time is understood however it is typed', () => {
  assert.deepEqual(['9', '930', '9.30', '09:30', ' 21 15 ', '0000'].map(typedClock), [
    '09:00',
    '09:30',
    '09:30',
    '09:30',
    '21:15',
    '00:00',
  ])
})

test('what is no time of day is not taken for one', () => {
  assert.deepEqual(['', '24:00', '9:60', 'nine', '9:5', '12:30:00'].map(typedClock), [
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})
