import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseHTML } from 'linkedom'
import { deliversExpected } from '../testing/delivers-expected.ts'
import { fixtureWorld } from '../testing/fixture-world.ts'
import { claudePage } from './claude.page.ts'
import { claude } from './claude.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'

const id = '8ac51ee0-80cb-4cc8-a527-05874a6bfa52'

describe('Claude', () => {
  const at = (url: string) => claude.chatAt(new URL(url))

  it('knows a chat by its address; a project, a shared chat and the start page are none', () => {
    assert.equal(at(`https://claude.ai/chat/${id}`), id)
    for (const path of ['/', '/new', `/project/${id}`, `/share/${id}`, '/recents'])
      assert.equal(at(`https://claude.ai${path}`), null)
  })

  it('a sent message is the request for an answer, not the one that loads a chat', () => {
    const sent = (path: string) => claude.isMessage(new URL(`https://claude.ai/api/organizations/o/${path}`))
    assert.ok(sent(`chat_conversations/${id}/completion`) && sent(`chat_conversations/${id}/retry_completion`))
    assert.ok(!sent(`chat_conversations/${id}`) && !sent(`chat_conversations/${id}/title`))
  })

  it('a list of organisations is a sign-in, a refusal in JSON is none, a bot wall says neither', () => {
    const signedIn = (status: number, text: string) => claude.signIn?.signedIn({ status, type: '', text })
    assert.equal(signedIn(200, '[{"uuid":"o"}]'), true)
    assert.equal(signedIn(403, '{"type":"error"}'), false)
    assert.equal(signedIn(403, '<!doctype html>'), null)
  })

  for (const name of fixtureWorld('claude').names)
    it(`${name}: everything arrives over the API`, async () => {
      const world = fixtureWorld('claude')
      const reading = await world.read(name)
      deliversExpected(reading, world.expected(name))
      assert.deepEqual([reading.chat.status, reading.chat.source], ['complete', 'api'])
    })

  for (const name of ['code-tables-math', 'artifacts-search-files'])
    it(`${name}: behind a bot wall, what the page shows arrives`, async () => {
      const world = fixtureWorld('claude', 'claude-blocked')
      const reading = await world.read(name, { page: { cookie: async () => null } })
      deliversExpected(reading, world.expected(name), { page: true })
      assert.equal(reading.chat.source, 'page')
      assert.match(reading.chat.notes?.[0] ?? '', /403/)
    })

  it('a chat of a project has its own title, not the project’s', () => {
    const named = (name: string) => `<span class="truncate">${name}</span>`
    const header = `<a href="/project/x">${named('Poems')}</a><button>${named('Rain haiku')}</button>`
    const { document } = parseHTML(`<html><body><div data-testid="chat-title-split">${header}</div></body></html>`)
    assert.equal(claudePage.title({ document, url: new URL('https://claude.ai/chat/x') }), 'Rain haiku')
  })

  it('a document the page shows closed is said to be missing, the open one is there', async () => {
    const { chat } = await fixtureWorld('claude', 'claude-blocked').read('artifacts-search-files')
    assert.deepEqual(
      chat.artifacts.map(({ title }) => title),
      ['Reading a tide table'],
    )
    assert.match(chat.artifacts[0]?.content ?? '', /- +Check the spring range \$r = h_\{max\} - h_\{min\}\$/)
    assert.equal(chat.status, 'partial')
    assert.match(chat.why ?? '', /not open on the page: Tide widget$/)
  })

  it('the flat answer, which lacks branches and tools, is not believed', async () => {
    const world = fixtureWorld('claude')
    const page = world.page('artifacts-search-files')
    const flat: Partial<Page> = { json: path => page.json(path.split('?')[0] ?? '') }
    const { chat } = await world.read('artifacts-search-files', { page: flat })
    assert.equal(chat.source, 'page')
    assert.match(chat.notes?.[0] ?? '', /the conversation has another shape at chat_messages\.0\.content/)
  })

  it('the last used organisation may be another one: those with chats are tried, the developers’ never', async () => {
    const world = fixtureWorld('claude')
    const cookie = async () => '8fe39d39-4c09-43a4-ae18-9bdc2df94171'
    deliversExpected(await world.read('code-tables-math', { page: { cookie } }), world.expected('code-tables-math'))
    const developers = world.asked.filter(({ url }) => url.includes('/organizations/8fe39d39'))
    assert.equal(developers.length, 1)
  })

  it('a chat that no organisation has any more is gone; without a sign-in nobody knows', async () => {
    const refused = (status: number, said: string) => () => Promise.reject(new NotAnswered(status, '/api', said))
    const page = (json: Page['json']) => ({ ...fixtureWorld('claude').page('code-tables-math'), json })
    const asked = (answer: Page['json']) => claude.readByApi?.({ id, url: '' }, page(answer)) as Promise<unknown>
    const gone: Page['json'] = async path =>
      path === '/api/organizations' ? [{ uuid: 'o' }] : refused(404, '{"error":{"type":"not_found_error"}}')()
    await assert.rejects(asked(gone), ChatGone)
    await assert.rejects(asked(refused(403, '{"details":{"error_code":"account_session_invalid"}}')), SignedOut)
    await assert.rejects(asked(refused(403, '<title>Just a moment...</title>')), NotAnswered)
  })
})
