import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { grok } from './grok.ts'
import { ChatGone, NotAnswered } from './page.ts'

const refused = (status: number) => ({ json: () => Promise.reject(new NotAnswered(status, '/rest')) })

describe('Grok', () => {
  it('knows a chat by its address, at its own name and at X', () => {
    const at = (url: string) => grok.chatAt(new URL(url))
    const id = '1f0c9a34-7d52-4a6e-9b1d-3c2e8f5a7b60'
    assert.equal(at(`https://grok.com/c/${id}`), id)
    assert.equal(at(`https://grok.com/chat/${id}`), id)
    assert.equal(at('https://x.com/i/grok?conversation=1899'), '1899')
    for (const url of ['https://grok.com/', 'https://grok.com/project/1', 'https://x.com/i/grok'])
      assert.equal(at(url), null)
    assert.ok(!grok.owns(new URL('https://x.com/home'), new URL('https://grok.com')))
  })

  it('a sent message is a new chat or a new answer, not what loads them', () => {
    const sent = (path: string) => grok.isMessage(new URL(path, 'https://grok.com'))
    assert.ok(sent('/rest/app-chat/conversations/new') && sent('/rest/app-chat/conversations/1/responses'))
    assert.ok(!sent('/rest/app-chat/conversations/1/load-responses') && !sent('/rest/app-chat/conversations'))
  })

  it('everything arrives over the API: sources in their places, pictures, the branch that was left', async () => {
    const world = fixtureWorld('grok')
    const reading = await world.read('windmill')
    deliversExpected(reading, world.expected('windmill'))
    assert.equal(reading.chat.status, 'complete')
    assert.deepEqual(
      reading.chat.turns[1]?.citations.map(({ url, marker }) => [url, marker]),
      [
        ['https://mills.example.org/yield', '[^1]'],
        ['https://flour.example.com/', ''],
      ],
    )
  })

  it('with the API down what the page shows arrives; a chat that is gone is not looked for', async () => {
    const world = fixtureWorld('grok')
    const reading = await world.read('windmill', { page: refused(500) })
    deliversExpected(reading, world.expected('windmill'), { page: true })
    assert.equal(reading.chat.source, 'page')
    await assert.rejects(world.read('windmill', { page: refused(404) }), ChatGone)
  })
})
