import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playTime } from './play-time.ts'

test('a moment of a film reads as one expects', () => {
  assert.deepEqual([0, 7_400, 247_000, 3_847_999].map(playTime), ['0:00', '0:07', '4:07', '1:04:07'])
})
