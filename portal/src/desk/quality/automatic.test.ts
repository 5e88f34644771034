import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAutomatic } from './automatic.ts'

/** A line whose lag is known second by second. */
function line() {
  const choose = createAutomatic()
  let now = 0
  return (seconds: number, lagMs: number) => {
    let preset = choose(lagMs, now)
    for (let second = 0; second < seconds; second++) {
      now += 1_000
      preset = choose(lagMs, now)
    }
    return preset
  }
}

test('a quick line has the balanced picture, and a short stumble leaves it so', () => {
  const after = line()
  assert.equal(after(60, 20), 'balanced')
  assert.equal(after(3, 900), 'balanced')
  assert.equal(after(60, 20), 'balanced')
})

test('lag that lasts brings the picture for slow links, a good half minute the balanced one again', () => {
  const after = line()
  assert.equal(after(10, 400), 'slow')
  assert.equal(after(20, 50), 'slow')
  assert.equal(after(20, 50), 'balanced')
})

test('lag in between changes nothing', () => {
  const after = line()
  assert.equal(after(600, 200), 'balanced')
  after(10, 400)
  assert.equal(after(600, 200), 'slow')
})

test('a line that breaks down under the better picture is tried again later each time', () => {
  const after = line()
  after(10, 400)
  assert.equal(after(40, 50), 'balanced')
  after(10, 400)
  assert.equal(after(40, 50), 'slow')
  assert.equal(after(60, 50), 'balanced')
})
