import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { PageAnswer } from '../services/page.ts'
import { createPace, type Pace } from './pace.ts'

const answer = (status: number, retry_after: number | null = null): PageAnswer => ({
  status,
  type: '',
  retry_after,
  text: '',
})

describe('how fast a service is asked', () => {
  let clock: number
  let pace: Pace
  beforeEach(() => {
    clock = 0
    const wait = async (ms: number) => {
      clock += ms
    }
    pace = createPace({ now: () => clock, wait })
  })
  const ask = (host = 'a.example') => pace.ask(host, async () => answer(200))

  it('a dozen at once, then one a second, each host for itself', async () => {
    for (let i = 0; i < 12; i += 1) await ask()
    assert.equal(clock, 0)
    await ask()
    await ask()
    assert.equal(clock, 2_000)
    await ask('b.example')
    assert.equal(clock, 2_000)
  })

  it('told to slow down, it waits as long as it is told and asks again', async () => {
    const answers = [answer(429, 2), answer(429, 2), answer(200)]
    const got = await pace.ask('a.example', async () => answers.shift() ?? answer(500))
    assert.deepEqual([got.status, clock], [200, 4_000])
  })

  it('it gives up after four times, at once when it is to wait for minutes, and never repeats what failed', async () => {
    let asked = 0
    const busy = (status: number, wait: number | null) => async () => {
      asked += 1
      return answer(status, wait)
    }
    assert.equal((await pace.ask('a.example', busy(429, null))).status, 429)
    assert.deepEqual([asked, clock], [4, 7_000])
    await pace.ask('b.example', busy(429, 600))
    await pace.ask('c.example', busy(500, null))
    assert.equal(asked, 6)
  })
})
