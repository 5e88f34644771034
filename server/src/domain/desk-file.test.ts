import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_ON_THEIR_WAY, whyNotBring } from './desk-file.ts'

const MB = 1024 * 1024

test('a file up to the limit comes, one byte more does not', () => {
  assert.equal(whyNotBring(200 * MB, { limitMb: 200, onTheirWay: 0 }), null)
  assert.deepEqual(whyNotBring(200 * MB + 1, { limitMb: 200, onTheirWay: 0 }), {
    code: 'desk.file-too-large',
    details: { limit: '200' },
  })
})

test('a few files may be on their way at once', () => {
  assert.equal(whyNotBring(1, { limitMb: 1, onTheirWay: MOST_ON_THEIR_WAY - 1 }), null)
  assert.deepEqual(whyNotBring(1, { limitMb: 1, onTheirWay: MOST_ON_THEIR_WAY }), { code: 'desk.too-many-files' })
})
