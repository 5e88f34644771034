import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { TaxiChat } from '@taxi/contract/chat.ts'
import { deliversExpected } from '../../../../vm-extension/testing/delivers-expected.ts'
import { chatFolder } from '../../dump/chat-folder.ts'
import { newToken } from '../../outside/secrets.ts'
import { type CompanionBrowser, startCompanionBrowser } from '../../testing/companion-browser.ts'
import { type CompanionWorld, eventually, openCompanionWorld } from '../../testing/companion-world.ts'
import { openRecordedServices, type RecordedServices } from '../../testing/recorded-services.ts'

/** What of each service no page without a browser can show: turns that only scrolling mounts, documents that open. */
const FROM_THE_PAGE: Record<string, string[]> = {
  chatgpt: ['long-60-turns', 'deep-research'],
  claude: ['long-60-turns', 'code-tables-math'],
  perplexity: ['long-30-entries'],
  notebooklm: ['long-60-turns'],
  gemini: ['canvas-24-pairs', 'deep-research'],
}
/** How their APIs fail, where that was recorded. */
const FAILURES: Record<string, string> = {
  chatgpt: 'chatgpt-api-500',
  claude: 'claude-blocked',
  gemini: 'gemini-api-rejected',
}
const PATIENCE_MS = 60_000

describe('the companion at the real names of the services, their APIs down', { timeout: 240_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-services-'))
  let world: CompanionWorld
  let services: RecordedServices
  let browser: CompanionBrowser
  before(async () => {
    world = await openCompanionWorld()
    services = await openRecordedServices()
    browser = await startCompanionBrowser(profile, 'about:blank', services.flags)
    await browser.taxi(`join(${JSON.stringify(await world.companions.ticket('m'))})`)
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)
  })
  after(async () => {
    await browser?.close()
    await services?.close()
    await world?.close()
    rmSync(profile, { recursive: true, force: true })
  })

  /** A new person's turn. */
  async function begun(): Promise<string> {
    const session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    for (const page of (await browser.browser.pages()).slice(1)) await page.close()
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)
    return session.id
  }

  /** A turn in which these pages are opened, and how its chats stand at its end. */
  async function turn(urls: string[]) {
    const session = await begun()
    for (const url of urls) {
      const page = await browser.browser.newPage()
      await page.goto(url)
      // The live page shows a report in its frame alone; the recorded one beside it too.
      await page.evaluate(`document.querySelector('iframe[title="internal://deep-research"]')
        ?.closest('section').querySelector('.markdown').remove()`)
    }
    await touched(urls.length)
    return finished(session)
  }

  const touched = (chats: number) =>
    eventually(async () => (await browser.taxi<{ touched: number }>('status()')).touched >= chats, PATIENCE_MS)

  async function finished(session: string) {
    const command = { t: 'finish', session_id: session, deadline_ms: PATIENCE_MS } as const
    const { chats } = await world.companions.ask('m', command, PATIENCE_MS + 5_000)
    await world.companions.ask('m', { t: 'end', session_id: session }, 5_000)
    await world.freed(session)
    const read = (service: string, id: string) =>
      TaxiChat.parse(
        JSON.parse(readFileSync(join(chatFolder(world.config, session, service, id), 'chat.json'), 'utf8')),
      )
    return { chats, read }
  }

  for (const [service, names] of Object.entries(FROM_THE_PAGE))
    it(`${service}: ${names.join(' and ')} arrive from the page, whole, by scrolling and opening`, async () => {
      const failure = FAILURES[service]
      if (failure) services.fail(failure)
      else services.apiDown(service)
      const conversations = services.conversations(service).filter(({ name }) => names.includes(name))
      const { read } = await turn(conversations.map(({ url }) => url))

      for (const { name, id } of conversations) {
        const chat = read(service, id)
        deliversExpected({ chat, raw: null }, services.expected(service, name), { page: true })
        assert.equal(chat.source, 'page', name)
      }
    })

  it('a temporary chat has no address: it is found in the answer to a message, and its page is as it was', async () => {
    services.asRecorded()
    const conversation = services.conversations('chatgpt').find(({ name }) => name === 'code-tables-math')
    const session = await begun()
    const page = await browser.browser.newPage()
    await page.goto('https://chatgpt.com/?temporary-chat=true')
    const isOwn = () => page.evaluate('/^function fetch/.test(Function.prototype.toString.call(fetch))')
    await eventually(async () => !(await isOwn()), PATIENCE_MS)
    const said = await page.evaluate(
      `fetch('/backend-api/f/conversation', { method: 'POST', body: '{}' }).then(answer => answer.text())`,
    )
    await touched(1)

    const { chats, read } = await finished(session)
    assert.match(String(said), /\[DONE\]/, 'the page heard the whole answer itself')
    assert.ok(await isOwn(), 'nothing of ours is left in the page')
    assert.deepEqual(
      chats.map(({ id, status }) => [id, status]),
      [[conversation?.id, 'complete']],
    )
    const chat = read('chatgpt', conversation?.id ?? '')
    deliversExpected({ chat, raw: null }, services.expected('chatgpt', 'code-tables-math'))
  })

  it('a chat that has expired is said to be missing, an account that is signed out is read from its page', async () => {
    services.fail('perplexity-expired', 'chatgpt-session-expired')
    const [gone] = services.conversations('perplexity')
    const [here] = services.conversations('chatgpt')
    const { chats, read } = await turn([gone?.url ?? '', here?.url ?? ''])

    const missing = chats.find(({ service }) => service === 'perplexity')
    assert.equal(missing?.status, 'missing')
    assert.match(missing?.why ?? '', /expired/i)
    const chat = read('chatgpt', here?.id ?? '')
    deliversExpected({ chat, raw: null }, services.expected('chatgpt', here?.name ?? ''), { page: true })
    assert.match(chat.notes?.[0] ?? '', /nobody is signed in/)
  })
})
