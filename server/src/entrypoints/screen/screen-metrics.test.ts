import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecentValues } from './recent-values.ts'
import { createScreenMetrics } from './screen-metrics.ts'

test('how values spread is told of the last thousand, how many there were of all', () => {
  const values = createRecentValues()
  assert.deepEqual(values.read(), { count: 0, p50: null, p95: null })
  for (let i = 0; i < 500; i++) values.add(1_000_000)
  for (let i = 1; i <= 1000; i++) values.add(i)

  assert.deepEqual(values.read(), { count: 1500, p50: 500, p95: 950 })
})

test('desks are counted: openings with their tries, bytes both ways, and why tunnels closed', () => {
  const metrics = createScreenMetrics()

  metrics.opened({ handshakeMs: 14, pictureMs: 60, retries: 0 })
  metrics.opened({ handshakeMs: 16, pictureMs: 2_080, retries: 1 })
  metrics.failed()
  metrics.roundTrip(12)
  metrics.toBrowser(5_300)
  metrics.fromBrowser(40)
  for (const why of ['left', 'left', 'kicked']) metrics.closed(why)

  assert.deepEqual(metrics.read(), {
    handshake_ms: { count: 2, p50: 14, p95: 16 },
    first_picture_ms: { count: 2, p50: 60, p95: 2_080 },
    sync_round_trip_ms: { count: 1, p50: 12, p95: 12 },
    retries: 1,
    failed: 1,
    bytes_to_browser: 5_300,
    bytes_from_browser: 40,
    closed: { left: 2, kicked: 1 },
  })
})
