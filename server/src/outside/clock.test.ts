import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { fakeComputer } from '../testing/fake-computer.ts'
import { readClock, startClock } from './clock.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

const START = new Date('2026-11-23T09:00:00Z')

/** A clock on a computer, looked at every second as the server does. */
function computer() {
  const { sources, pass, set, sleep } = fakeComputer(START)
  const warnings: unknown[] = []
  const clock = startClock({ warn: (...said: unknown[]) => warnings.push(said) }, sources)
  return {
    clock,
    warnings,
    set,
    sleep,
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 1_000) {
        pass(Math.min(1_000, left))
        clock.now()
      }
    },
    passed: () => clock.now().getTime() - START.getTime(),
  }
}

for (const jump of [HOUR, -HOUR, 365 * 24 * HOUR])
  test(`a clock set by ${jump / HOUR} hours shifts nobody’s two hours by more than five seconds`, () => {
    const { pass, set, passed, warnings } = computer()

    pass(10 * MINUTE)
    set(jump)
    pass(2 * HOUR)

    assert.ok(Math.abs(passed() - (2 * HOUR + 10 * MINUTE)) < 5_000, `${passed()}`)
    assert.equal(warnings.length, 1)
  })

test('when nobody sits anywhere the jump is followed at once', () => {
  const { clock, pass, set, passed } = computer()
  set(HOUR)
  pass(MINUTE)

  clock.follow()

  assert.equal(passed(), HOUR + MINUTE)
  pass(MINUTE)
  assert.equal(passed(), HOUR + 2 * MINUTE)
})

test('a small difference is made up in a while, without a jump and without a word', () => {
  const { pass, set, passed, warnings } = computer()
  set(400)

  pass(MINUTE)
  assert.ok(passed() < MINUTE + 100)
  pass(HOUR)

  assert.equal(Math.round(passed()), HOUR + MINUTE + 400)
  assert.deepEqual(warnings, [])
})

test('the time a computer slept through has passed', () => {
  const { pass, sleep, passed, warnings } = computer()
  pass(MINUTE)
  sleep(HOUR)
  pass(MINUTE)

  assert.ok(Math.abs(passed() - (HOUR + 2 * MINUTE)) < 10)
  assert.deepEqual(warnings, [])
})

test('it never runs backwards while it is drawn back', () => {
  const { clock, pass, set } = computer()
  set(-HOUR)
  let last = clock.now()
  for (let second = 0; second < 100; second++) {
    pass(1_000)
    assert.ok(clock.now() > last)
    last = clock.now()
  }
})

test('the real clock shows the time, also to another thread', async () => {
  const clock = startClock({ warn: () => assert.fail() })
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData.module).then(({ readClock }) => parentPort.postMessage(readClock(workerData.shared)().getTime()))`
  const workerData = { module: new URL('./clock.ts', import.meta.url).href, shared: clock.shared }
  const worker = new Worker(code, { eval: true, workerData })

  const there = await new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await worker.terminate()

  assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 100)
  assert.ok(Math.abs(there - Date.now()) < 5_000)
  assert.ok(Math.abs(readClock(clock.shared)().getTime() - clock.now().getTime()) < 100)
})
