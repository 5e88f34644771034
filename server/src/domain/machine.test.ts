import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fallenSince,
  isCompanionSilent,
  isLost,
  isVpnSilent,
  judged,
  lookAgainAfter,
  mayBeOurs,
  standingAfter,
} from './machine.ts'

const now = new Date('2026-11-21T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const well = { is_healthy: true, trouble: [], failing_since: null }
const good = { healthy: true, trouble: [] }
const bad = { healthy: false, trouble: ['the browser does not answer'] }
const silent = { healthy: false, gone: true, trouble: ['check: no answer within 6 s'] }

test('one bad look at a healthy machine does not make it sick', () => {
  for (const look of [bad, silent]) {
    const standing = standingAfter(well, look, now)

    assert.equal(standing.is_healthy, true)
    assert.deepEqual(standing.failing_since, now)
  }
})

test('a second look without an answer does, as soon as it comes', () => {
  const twice = standingAfter(standingAfter(well, silent, now), silent, later(1))

  assert.equal(twice.is_healthy, false)
  assert.deepEqual(twice.failing_since, now)
})

test('a machine that answers is given ten seconds: a browser that fell is back by then', () => {
  const once = standingAfter(well, bad, now)

  assert.equal(standingAfter(once, bad, later(5)).is_healthy, true)
  assert.equal(standingAfter(once, bad, later(10)).is_healthy, false)
})

test('a machine nobody has seen well is not healthy after a bad first look', () => {
  assert.equal(standingAfter(null, bad, now).is_healthy, false)
})

test('a good look ends the trouble at once', () => {
  assert.deepEqual(standingAfter({ is_healthy: false, trouble: ['x'], failing_since: now }, good, later(60)), well)
})

test('the look that decides comes at once, and none once it is decided', () => {
  assert.equal(lookAgainAfter(standingAfter(well, silent, now), silent), 1_000)
  assert.equal(lookAgainAfter({ is_healthy: false, trouble: [], failing_since: now }, silent), null)
  assert.equal(lookAgainAfter(well, good), null)
})

test('three minutes without a good look and the machine counts as lost', () => {
  const standing = { is_healthy: false, trouble: ['x'], failing_since: now }

  assert.equal(isLost(standing, later(179)), false)
  assert.equal(isLost(standing, later(180)), true)
})

test('a browser that is away may be away by our own hands, a machine that is silent is not', () => {
  assert.equal(mayBeOurs(bad), true)
  assert.equal(mayBeOurs(silent), false)
  assert.equal(mayBeOurs(good), false)
})

test('a clock that is a minute off makes a machine ill, and says by how much', () => {
  const look = (clock_ahead_ms: number) => judged({ ...good, found: { clock_ahead_ms } })

  assert.deepEqual(look(60_000).trouble, [])
  assert.deepEqual(look(3_600_000).trouble, ['the clock is 3600 s ahead'])
  assert.deepEqual(look(-90_000).trouble, ['the clock is 90 s behind'])
  assert.equal(look(-90_000).healthy, false)
})

test('a VPN that has not shaken hands for five minutes is silent; a machine without one has nothing to say', () => {
  const at = (seconds: number) => ({ handshake_at: later(-seconds).toISOString() })

  assert.equal(isVpnSilent({}, now), false)
  assert.equal(isVpnSilent({ handshake_at: null }, now), true)
  assert.equal(isVpnSilent(at(299), now), false)
  assert.equal(isVpnSilent(at(301), now), true)
})

test('a companion that is away for a minute is silent', () => {
  assert.equal(isCompanionSilent(null, now), false)
  assert.equal(isCompanionSilent(later(-60), now), false)
  assert.equal(isCompanionSilent(later(-61), now), true)
})

test('a browser that falls with its screen is the screen’s fall; a count begun anew begins at nought', () => {
  const fell = (screen: number, browser: number) => ({ fell: { screen, browser } })

  assert.equal(fallenSince({}, fell(1, 1)), null)
  assert.equal(fallenSince(fell(0, 2), fell(0, 2)), null)
  assert.deepEqual(fallenSince(fell(0, 0), fell(1, 1)), { what: 'screen', times: 1 })
  assert.deepEqual(fallenSince(fell(0, 1), fell(0, 3)), { what: 'browser', times: 2 })
  assert.deepEqual(fallenSince(fell(0, 5), fell(0, 1)), { what: 'browser', times: 1 })
  assert.equal(fallenSince(fell(0, 5), fell(0, 0)), null)
})
