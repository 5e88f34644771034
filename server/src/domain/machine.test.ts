import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLost, standingAfter } from './machine.ts'

const now = new Date('2026-11-21T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const good = { healthy: true, trouble: [] }
const bad = { healthy: false, trouble: ['the browser does not answer'] }

test('one bad look at a healthy machine does not make it sick', () => {
  const standing = standingAfter({ is_healthy: true, trouble: [], failing_since: null }, bad, now)

  assert.equal(standing.is_healthy, true)
  assert.deepEqual(standing.failing_since, now)
})

test('a second bad look does', () => {
  const once = standingAfter({ is_healthy: true, trouble: [], failing_since: null }, bad, now)
  const twice = standingAfter(once, bad, later(15))

  assert.equal(twice.is_healthy, false)
  assert.deepEqual(twice.failing_since, now)
})

test('a machine nobody has seen well is not healthy after a bad first look', () => {
  assert.equal(standingAfter(null, bad, now).is_healthy, false)
})

test('a good look ends the trouble at once', () => {
  assert.deepEqual(standingAfter({ is_healthy: false, trouble: ['x'], failing_since: now }, good, later(60)), {
    is_healthy: true,
    trouble: [],
    failing_since: null,
  })
})

test('three minutes without a good look and the machine counts as lost', () => {
  const standing = { is_healthy: false, trouble: ['x'], failing_since: now }

  assert.equal(isLost(standing, later(179)), false)
  assert.equal(isLost(standing, later(180)), true)
})
