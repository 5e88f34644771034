import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { conversation, inventedTurn, wire } from '../testing/gemini-answers.ts'
import { gemini } from './gemini.ts'
import type { Page } from './page.ts'

const CHAT = 'code-tables-math'
/** Those whose page has everything at once: the others are for a browser that scrolls and clicks. */
const AT_ONCE = fixtureWorld('gemini').names.filter(
  name => fixtureWorld('gemini').expected(name).dom.all_turns_in_static_html,
)

/** Read as a session does, with a service that answers this. */
const read = (text: Page['text']) =>
  fixtureWorld('gemini').read(CHAT, { page: { text, shown: () => Promise.reject(new Error('no page')) } })

describe('Gemini', () => {
  it('knows a chat by its address: of any account, of a Gem; not what is no chat', () => {
    const at = (path: string) => gemini.chatAt(new URL(path, 'https://gemini.google.com'))
    const id = '3fe4018bc127da26'
    for (const path of [`/app/${id}`, `/u/1/app/${id}`, `/gem/coding-partner/${id}`, `/u/0/gem/b1c2/${id}/`])
      assert.equal(at(path), id)
    for (const path of ['/app', '/u/1/app', '/gems/view', '/app/download', `/share/${id}`, '/gem/9d05b61304f3dccf'])
      assert.equal(at(path), null)
    const sent = '/u/1/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate'
    assert.ok(gemini.isMessage(new URL(sent, 'https://gemini.google.com')))
    assert.ok(!gemini.isMessage(new URL('/_/BardChatUi/data/batchexecute?rpcids=hNvQHb', 'https://gemini.google.com')))
  })

  for (const name of AT_ONCE)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('gemini')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.equal(reading.chat.status, 'complete', reading.chat.why)
      assert.notEqual(reading.chat.source, 'page')
    })

  for (const name of AT_ONCE)
    it(`${name}: what the page shows arrives when the API is refused`, async () => {
      const world = fixtureWorld('gemini', 'gemini-api-rejected')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.match(reading.chat.notes?.[0] ?? '', /400/)
    })

  it('a long conversation arrives whole; documents that are not told and not open are missed', async () => {
    const { chat } = await fixtureWorld('gemini').read('canvas-24-pairs')
    assert.equal(chat.turns.length, 48)
    assert.deepEqual([chat.status, chat.why], ['partial', '0 of 2 documents'])
  })

  it('read while another page is open, only this chat’s own name is taken from the account’s list', async () => {
    const world = fixtureWorld('gemini')
    const { chat, raw } = await world.read(CHAT, { page: { url: 'https://gemini.google.com/app' } })
    assert.equal(chat.title, 'Pendulum period')
    assert.doesNotMatch(JSON.stringify([chat, raw]), /Dog portrait|Night ferries|Thirty status/)
  })

  it('nobody signed in: it says so and reads the page', async () => {
    const { chat } = await fixtureWorld('gemini').read(CHAT, { page: { global: async () => null } })
    assert.equal(chat.source, 'page')
    assert.match(chat.notes?.[0] ?? '', /nobody is signed in/)
  })

  it('another conversation, another shape, an empty one: not believed', async () => {
    const other = conversation([inventedTurn({ id: 'r_1' }, 'c_other')])
    for (const text of [other, wire('hNvQHb', [[['x']]]), wire('hNvQHb', [[]]), wire('hNvQHb', null)])
      await assert.rejects(
        read(async () => text),
        /neither API nor page/,
      )
  })
})
