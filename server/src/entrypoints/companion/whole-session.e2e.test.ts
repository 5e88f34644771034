import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { TaxiChat } from '@taxi/contract/chat.ts'
import { type DumpItem, Manifest } from '@taxi/contract/dumps.ts'
import { deliversExpected } from '../../../../vm-extension/testing/delivers-expected.ts'
import { closeSeat } from '../../actions/close-seat.ts'
import { endSession } from '../../actions/end-session.ts'
import { dumpFolder } from '../../dump/folders.ts'
import { newToken } from '../../outside/secrets.ts'
import { type CompanionBrowser, startCompanionBrowser } from '../../testing/companion-browser.ts'
import { type CompanionWorld, eventually, openCompanionWorld } from '../../testing/companion-world.ts'
import { fakeMachines, fakeParts } from '../../testing/fake-parts.ts'
import { openZip } from '../../testing/open-zip.ts'
import { openRecordedServices, type RecordedServices } from '../../testing/recorded-services.ts'
import { workOnDump } from '../jobs/dumps-loop.ts'

const PATIENCE_MS = 90_000
/** What one person does in one turn: every recorded chat of every service. */
const SERVICES = [
  ...['chatgpt', 'claude', 'gemini', 'perplexity', 'notebooklm', 'lovable', 'flow', 'higgsfield'],
  ...['grok', 'deepseek', 'aistudio', 'midjourney'],
]
/** Services that are read from their page, always. */
const ONLY_A_PAGE = new Set(['lovable', 'higgsfield', 'midjourney'])

describe('a whole session with every service and every recorded chat', { timeout: 400_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-whole-'))
  let world: CompanionWorld
  let services: RecordedServices
  let browser: CompanionBrowser
  let files: Map<string, Buffer>
  let items: DumpItem[]
  let page: string
  before(async () => {
    world = await openCompanionWorld()
    services = await openRecordedServices()
    services.fail('chatgpt-rate-limited-then-ok')
    chats = SERVICES.flatMap(service => services.conversations(service).map(each => ({ ...each, service })))
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

  type Chat = ReturnType<RecordedServices['conversations']>[number] & { service: string }
  let chats: Chat[]
  async function open(some: Chat[]): Promise<void> {
    for (const { url } of some) await (await browser.browser.newPage()).goto(url)
  }
  const exported = (sessionId: string) =>
    world.db.chats.count({ where: { session_id: sessionId, NOT: { exported_at: null } } })

  it('its companion killed in the middle and again before the end, every chat is journalled', async () => {
    const session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)

    await browser.run('globalThis.unkilled = true')
    await open(chats.slice(0, 7))
    await eventually(async () => (await exported(session.id)) >= 2, PATIENCE_MS)
    await browser.stopWorker()
    const atTheKill = await exported(session.id)
    assert.ok(atTheKill < 7, 'the kill came while chats were still to be exported')
    await open(chats.slice(7))
    assert.equal(await browser.run('globalThis.unkilled ?? false'), false)
    await eventually(async () => (await exported(session.id)) === chats.length, PATIENCE_MS)
    await browser.stopWorker()
    await (await browser.page(/notebooklm/)).reload()
    await eventually(() => world.companions.connected('m'), PATIENCE_MS)

    await release(session.id)
  })

  /** The seat is closed and the dump put together as the server does it; the machine itself holds nothing. */
  async function release(sessionId: string): Promise<void> {
    const { config, db, change, companions } = world
    const nothing = async () => ({ items: [] })
    const machines = fakeMachines({
      m: { seal: nothing, sealed: nothing, clean: async () => {}, forget: async () => {} },
    })
    const parts = { ...fakeParts({ db, change }, { config, companions, machines }), databaseUrl: '' }
    await endSession(parts, { sessionId, reason: 'manual' })
    await closeSeat(parts, sessionId)
    while (await workOnDump(parts, 'test'));
    const dump = await db.dumps.findUniqueOrThrow({ where: { session_id: sessionId } })
    const folder = dumpFolder(config, dump.id)
    const zips = (dump.parts as { name: string }[]).map(({ name }) => name).filter(name => name.endsWith('.zip'))
    files = new Map()
    for (const zip of zips) for (const [name, body] of await openZip(join(folder, zip))) files.set(name, body)
    items = Manifest.parse(JSON.parse(String(files.get('manifest.json')))).items
    page = readFileSync(join(folder, 'index.html'), 'utf8')
  }

  it('one dump delivers them all, whole, with every file they name', () => {
    const chatItems = items.filter(({ kind }) => kind === 'chat' || kind === 'chat_file')
    assert.deepEqual(
      chatItems.filter(({ status }) => status !== 'complete').map(({ path, why }) => [path, why]),
      [],
    )
    const found = [...files].filter(([name]) => /^chats\/[^/]+\.json$/.test(name))
    const delivered = found.map(([, body]) => TaxiChat.parse(JSON.parse(String(body))))
    assert.equal(delivered.length, chats.length)
    for (const each of chats) {
      const { service, id, name } = each
      const chat = delivered.find(chat => chat.service === service && chat.id === id)
      assert.ok(chat, `${service}/${name}`)
      const page = ONLY_A_PAGE.has(service)
      deliversExpected({ chat, raw: null }, services.expected(service, name), { page })
      assert.equal(chat.source === 'page', page, name)
      for (const { path } of chat.turns.flatMap(({ images, attachments }) => [...images, ...attachments]))
        assert.ok(!path || files.has(`chats/${path}`), `${path} is in the dump`)
    }
  })

  it('its page shows them all, their citations with their sources', () => {
    assert.equal(page.match(/<article class="chat"/g)?.length, chats.length)
    assert.match(page, /<sup class="footnote-ref">/)
    assert.match(page, /<ol class="footnotes">/)
  })
})
