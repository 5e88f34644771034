import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { deepseek } from './deepseek.ts'

const signedIn = { stored: async () => JSON.stringify({ value: 'fixture-token' }) }

describe('DeepSeek', () => {
  it('knows a chat by its address, and a message by its request', () => {
    const id = '7b1f3c52-0d4e-4f7a-8c6b-2a9d5e1f0c33'
    const at = (path: string) => deepseek.chatAt(new URL(path, 'https://chat.deepseek.com'))
    assert.equal(at(`/a/chat/s/${id}`), id)
    for (const path of ['/', '/a/chat', '/share/abc']) assert.equal(at(path), null)
    const sent = (path: string) => deepseek.isMessage(new URL(path, 'https://chat.deepseek.com'))
    assert.ok(sent('/api/v0/chat/completion') && !sent('/api/v0/chat/history_messages'))
  })

  it('everything arrives over the API: both forms of a message, thinking, sources, the answer that was left', async () => {
    const world = fixtureWorld('deepseek')
    const reading = await world.read('boiled-eggs', { page: signedIn })
    deliversExpected(reading, world.expected('boiled-eggs'))
    assert.deepEqual([reading.chat.source, reading.chat.status], ['api', 'complete'])
    assert.deepEqual(
      reading.chat.turns[0]?.attachments.map(({ name, size }) => [name, size]),
      [['eggs.pdf', 1234]],
    )
    assert.match(reading.chat.turns[1]?.markdown ?? '', /nine minutes\.\[\^1\]\[\^2\]/)
  })

  for (const [why, page] of [
    ['refused with 200 and a code', signedIn],
    ['signed out', {}],
  ] as const)
    it(`${why}, what the page shows arrives`, async () => {
      const world = fixtureWorld('deepseek', 'deepseek-refused')
      const reading = await world.read('boiled-eggs', { page })
      deliversExpected(reading, world.expected('boiled-eggs'), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.equal(reading.chat.turns[1]?.thinking, 'Large eggs are usual.')
    })
})
