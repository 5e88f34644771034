import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { midjourney } from './midjourney.ts'

describe('Midjourney', () => {
  it('knows a job, and the page where one imagines', () => {
    const at = (path: string) => midjourney.chatAt(new URL(path, 'https://www.midjourney.com'))
    assert.equal(at('/jobs/c0ffee00-1234-4abc-8def-0123456789ab?index=1'), 'c0ffee00-1234-4abc-8def-0123456789ab')
    assert.equal(at('/imagine'), 'imagine')
    for (const path of ['/', '/explore', '/archive']) assert.equal(at(path), null)
  })

  it('a job’s pictures arrive in full size with their prompt, and nobody else’s', async () => {
    const world = fixtureWorld('midjourney')
    const reading = await world.read('job')
    deliversExpected(reading, world.expected('job'), { page: true })
    assert.deepEqual(
      reading.files.map(({ url }) => url),
      [0, 1].map(place => `https://cdn.midjourney.com/c0ffee00-1234-4abc-8def-0123456789ab/0_${place}.png`),
    )
  })
})
