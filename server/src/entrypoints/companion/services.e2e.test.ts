import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
const SERVICES = ['chatgpt', 'claude', 'perplexity', 'notebooklm', 'gemini', 'lovable', 'flow', 'higgsfield']
/** Services that are read from their page, always. */
const ONLY_A_PAGE = new Set(['lovable', 'higgsfield'])
const PATIENCE_MS = 60_000

describe('the companion at the real names of the services', { timeout: 400_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-services-'))
  let world: CompanionWorld
  let services: RecordedServices
  let browser: CompanionBrowser
  let session: { id: string }
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

  /** A new person's turn, with these pages open in it. */
  async function turn(urls: string[]): Promise<void> {
    session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    for (const page of (await browser.browser.pages()).slice(1)) await page.close()
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)
    for (const url of urls) {
      const page = await browser.browser.newPage()
      await page.goto(url)
    }
    await eventually(
      async () => (await browser.taxi<{ touched: number }>('status()')).touched >= urls.length,
      PATIENCE_MS,
    )
  }
  async function finish() {
    const command = { t: 'finish', session_id: session.id, deadline_ms: PATIENCE_MS } as const
    const { chats } = await world.companions.ask('m', command, PATIENCE_MS + 5_000)
    await world.companions.ask('m', { t: 'end', session_id: session.id }, 5_000)
    const now = new Date()
    await world.db.sessions.update({
      where: { id: session.id },
      data: { state: 'ended', ended_at: now, end_reason: 'manual', freed_at: now },
    })
    return chats
  }
  function delivered(service: string, id: string) {
    const folder = chatFolder(world.config, session.id, service, id)
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const chat = TaxiChat.parse(read('chat.json'))
    for (const { path } of chat.turns.flatMap(({ images, attachments }) => [...images, ...attachments]))
      assert.ok(!path || existsSync(join(folder, path)), `${path} was sent`)
    return { chat, raw: existsSync(join(folder, 'raw.json')) ? read('raw.json') : null }
  }

  for (const service of SERVICES) {
    it(`${service}: every chat of the turn arrives whole over the API`, async () => {
      services.asRecorded()
      const conversations = services.conversations(service)
      await turn(conversations.map(({ url }) => url))
      const told = await finish()

      for (const { name, id } of conversations) {
        const reading = delivered(service, id)
        const page = ONLY_A_PAGE.has(service)
        deliversExpected(reading, services.expected(service, name), { page })
        assert.equal(reading.chat.source === 'page', page, name)
        assert.equal(told.find(chat => chat.id === id)?.status, 'complete', name)
      }
    })

    it(`${service}: with its API down, every chat arrives from its page, the long ones by scrolling`, async () => {
      services.apiDown(service)
      const conversations = services.conversations(service)
      await turn(conversations.map(({ url }) => url))
      await finish()

      for (const { name, id } of conversations) {
        const reading = delivered(service, id)
        const without = ONLY_BY_API[`${service}/${name}`] ?? []
        deliversExpected(reading, services.expected(service, name), { page: true, without })
        assert.equal(reading.chat.source, 'page', name)
      }
    })
  }
})
