import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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

const PATIENCE_MS = 60_000

describe('the companion at the seat of a service it was not taught', { timeout: 200_000 }, () => {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-any-page-'))
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

  it('every page of its site arrives as an article with its pictures, and as the browser saves it', async () => {
    const session = await world.session()
    const begin = { t: 'begin', session_id: session.id, service: 'tools', start_url: 'https://tools.example/' } as const
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)
    const conversations = services.conversations('page')
    for (const { url } of conversations) await (await browser.browser.newPage()).goto(url)
    await eventually(
      async () => (await world.db.chats.count({ where: { session_id: session.id, NOT: { exported_at: null } } })) === 2,
      PATIENCE_MS,
    )

    const command = { t: 'finish', session_id: session.id, deadline_ms: PATIENCE_MS } as const
    const { chats } = await world.companions.ask('m', command, PATIENCE_MS + 5_000)

    assert.deepEqual(
      chats.map(({ status, why }) => [status, why]),
      [
        ['complete', undefined],
        ['complete', undefined],
      ],
    )
    for (const { id, name } of conversations) {
      const folder = chatFolder(world.config, session.id, 'page', id)
      const chat = TaxiChat.parse(JSON.parse(readFileSync(join(folder, 'chat.json'), 'utf8')))
      deliversExpected({ chat, raw: null }, services.expected('page', name), { page: true })
      const saved = readFileSync(join(folder, 'files/page.mhtml'), 'utf8')
      assert.match(saved, /^Snapshot-Content-Location: https:\/\/tools/m)
      const [, html = ''] = /text\/html[\s\S]*?base64[\s\S]*?\r\n\r\n([\s\S]+?)\r\n---/.exec(saved) ?? []
      const page = Buffer.from(html, 'base64').toString()
      assert.match(page, /was closed in <strong>|Answer number 6/)
      assert.doesNotMatch(page, /salaries/)
      if (name === 'article') assert.deepEqual(readdirSync(join(folder, 'files')), ['bridge.png', 'page.mhtml'])
    }
  })
})
