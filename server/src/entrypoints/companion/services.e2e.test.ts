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

/** What the page of a service cannot tell, by conversation: turns, counted from 0. */
const ONLY_BY_API: Record<string, number[]> = { 'chatgpt/deep-research': [1] }
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

  /** A new person's turn in which these pages are opened, and how its chats stand at its end. */
  async function turn(urls: string[]) {
    const session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    for (const page of (await browser.browser.pages()).slice(1)) await page.close()
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)
    for (const url of urls) await (await browser.browser.newPage()).goto(url)
    await eventually(
      async () => (await browser.taxi<{ touched: number }>('status()')).touched >= urls.length,
      PATIENCE_MS,
    )
    const command = { t: 'finish', session_id: session.id, deadline_ms: PATIENCE_MS } as const
    const { chats } = await world.companions.ask('m', command, PATIENCE_MS + 5_000)
    await world.companions.ask('m', { t: 'end', session_id: session.id }, 5_000)
    await world.freed(session.id)
    const read = (service: string, id: string) =>
      TaxiChat.parse(
        JSON.parse(readFileSync(join(chatFolder(world.config, session.id, service, id), 'chat.json'), 'utf8')),
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
        const without = ONLY_BY_API[`${service}/${name}`] ?? []
        deliversExpected({ chat, raw: null }, services.expected(service, name), { page: true, without })
        assert.equal(chat.source, 'page', name)
      }
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
