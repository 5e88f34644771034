import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'

describe('Gemini', () => {
  for (const name of fixtureWorld('gemini').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('gemini')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.equal(reading.chat.status, 'complete', reading.chat.why)
      assert.notEqual(reading.chat.source, 'page')
    })

  for (const name of fixtureWorld('gemini').names)
    it(`${name}: what the page shows arrives when the API is refused`, async () => {
      const world = fixtureWorld('gemini', 'gemini-api-rejected')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.match(reading.chat.notes?.[0] ?? '', /400/)
    })
})
