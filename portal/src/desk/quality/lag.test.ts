import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLagWatch } from './lag.ts'

/** What is said after all of these. */
function after(...trips: number[]) {
  const watch = createLagWatch()
  return trips.map(watch).at(-1)
}
const times = (count: number, ms: number) => Array<number>(count).fill(ms)

test('one late round trip says nothing', () => {
  assert.deepEqual(after(...times(8, 20), 2_000), { ms: 20, isBad: false })
})

test('lag that lasts is told', () => {
  assert.deepEqual(after(...times(4, 20), ...times(5, 450)), { ms: 450, isBad: true })
})

test('nothing is told from a handful of first round trips', () => {
  assert.equal(after(...times(5, 900))?.isBad, false)
})

test('what was bad is called good only when it is clearly better', () => {
  assert.equal(after(...times(9, 400), ...times(9, 250))?.isBad, true)
  assert.equal(after(...times(9, 400), ...times(9, 150))?.isBad, false)
  assert.equal(after(...times(9, 150), ...times(9, 250))?.isBad, false)
})
