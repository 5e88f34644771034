import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundIn } from './found-in.ts'

const asked = Date.parse('2026-11-21T10:00:00Z')
const heard = asked + 4_000
const said = { healthy: true, trouble: [], dirty: null }

test('a slow answer is no wrong clock', () => {
  assert.equal(foundIn({ ...said, now_ms: asked + 1 }, asked, heard).clock_ahead_ms, 0)
  assert.equal(foundIn({ ...said, now_ms: heard }, asked, heard).clock_ahead_ms, 0)
})

test('a clock is as far off as cannot be explained otherwise', () => {
  assert.equal(foundIn({ ...said, now_ms: heard + 90_000 }, asked, heard).clock_ahead_ms, 90_000)
  assert.equal(foundIn({ ...said, now_ms: asked - 90_000 }, asked, heard).clock_ahead_ms, -90_000)
})

test('a VPN that never shook hands is not one that is not there', () => {
  assert.equal(foundIn({ ...said, handshake_s: null }, asked, heard).handshake_at, null)
  assert.equal('handshake_at' in foundIn(said, asked, heard), false)
  assert.equal(foundIn({ ...said, handshake_s: 4 }, asked, heard).handshake_at, '2026-11-21T10:00:00.000Z')
})
