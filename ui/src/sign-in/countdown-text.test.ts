import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countdownText } from './countdown-text.ts'

test('a pause is counted down in minutes and seconds', () => {
  assert.deepEqual([300, 61, 60, 7, 0].map(countdownText), ['5:00', '1:01', '1:00', '0:07', '0:00'])
})
