import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { chatgpt } from './chatgpt.ts'

describe('ChatGPT', () => {
  const at = (url: string) => chatgpt.chatAt(new URL(url))
  const id = 'a521b1e1-7482-4e9f-a048-e529bfface1d'

  it('knows a chat by its address: plain, of a custom GPT, of a project; not one that is not saved yet', () => {
    assert.equal(at(`https://chatgpt.com/c/${id}`), id)
    assert.equal(at(`https://chatgpt.com/g/g-p-68-plan/c/${id}`), id)
    assert.equal(at(`https://chatgpt.com/g/g-68-plan/c/${id}`), id)
    for (const path of ['/', '/?temporary-chat=true', `/c/WEB:${id}`, `/share/${id}`, '/g/g-p-68-plan/project'])
      assert.equal(at(`https://chatgpt.com${path}`), null)
  })

  it('a sent message is the request that carries it, not the one that loads a chat', () => {
    const sent = (path: string) => chatgpt.isMessage(new URL(path, 'https://chatgpt.com'))
    assert.ok(sent('/backend-api/f/conversation') && sent('/backend-api/conversation'))
    assert.ok(!sent(`/backend-api/conversation/${id}`) && !sent('/backend-api/f/conversation/prepare'))
  })

  for (const name of fixtureWorld('chatgpt').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('chatgpt')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.equal(reading.chat.status, 'complete')
    })

  for (const name of ['code-tables-math', 'search-images-files'])
    it(`${name}: what the page shows arrives when the API is down`, async () => {
      const world = fixtureWorld('chatgpt', 'chatgpt-api-500')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.match(reading.chat.notes?.[0] ?? '', /500/)
    })

  it('told to slow down, it waits and asks again', async () => {
    const world = fixtureWorld('chatgpt', 'chatgpt-rate-limited-then-ok')
    deliversExpected(await world.read('code-tables-math'), world.expected('code-tables-math'))
  })

  it('signed out, it says so and reads the page', async () => {
    const world = fixtureWorld('chatgpt', 'chatgpt-session-expired')
    const { chat } = await world.read('code-tables-math')
    assert.equal(chat.source, 'page')
    assert.match(chat.notes?.[0] ?? '', /nobody is signed in/)
  })
})
