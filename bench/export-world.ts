import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chatFolder } from '../server/src/dump/chat-folder.ts'
import { newToken } from '../server/src/outside/secrets.ts'
import { startCompanionBrowser } from '../server/src/testing/companion-browser.ts'
import { eventually, openCompanionWorld } from '../server/src/testing/companion-world.ts'
import { openRecordedServices, type RecordedServices } from '../server/src/testing/recorded-services.ts'
import type { Keep } from './figure.ts'

export type Recorded = ReturnType<RecordedServices['conversations']>[number]
export interface Exported {
  /** From the end of the turn until the companion has answered that all is exported. */
  ms: number
  /** By conversation: what was exported, and the pages as the browser showed them. */
  chats: { conversation: Recorded; markdown: string; turns: number; source: string; html: string }[]
}
export type ExportWorld = Awaited<ReturnType<typeof openExportWorld>>

const PATIENCE_MS = 90_000
/** By then a page has drawn what it draws by itself. */
const DRAWN_MS = 1_000

/** A real browser with the companion, recorded services under their names, and a server that takes what is exported. */
export async function openExportWorld(keep: Keep) {
  const profile = mkdtempSync(join(tmpdir(), 'taxi-bench-'))
  keep({ close: () => rmSync(profile, { recursive: true, force: true }) })
  const world = keep(await openCompanionWorld())
  const services = keep(await openRecordedServices())
  const browser = keep(await startCompanionBrowser(profile, 'about:blank', services.flags))
  await browser.taxi(`join(${JSON.stringify(await world.companions.ticket('m'))})`)
  await eventually(() => world.companions.connected('m'), PATIENCE_MS)

  /** One person's turn with these chats open in it. `atOnce`: it ends before anything was exported. */
  async function turn(service: string, conversations: Recorded[], atOnce = false): Promise<Exported> {
    const session = await world.session()
    const begin = {
      t: 'begin',
      session_id: session.id,
      service: 'practice',
      start_url: `${world.base}/practice`,
    } as const
    for (const tab of (await browser.browser.pages()).slice(1)) await tab.close()
    await world.companions.ask('m', { ...begin, since: new Date().toISOString(), upload_token: newToken() }, 10_000)
    const pages: string[] = []
    for (const { url } of conversations) {
      const tab = await browser.browser.newPage()
      await tab.goto(url)
      if (!atOnce) await sleep(DRAWN_MS)
      pages.push(atOnce ? '' : await tab.content())
    }
    await eventually(
      async () => (await browser.taxi<{ touched: number }>('status()')).touched >= conversations.length,
      PATIENCE_MS,
    )
    const began = performance.now()
    const finish = { t: 'finish', session_id: session.id, deadline_ms: PATIENCE_MS } as const
    await world.companions.ask('m', finish, PATIENCE_MS + 5_000)
    const ms = Math.round(performance.now() - began)
    const chats = conversations.map((conversation, index) => {
      const folder = chatFolder(world.config, session.id, service, conversation.id)
      const { turns, source } = JSON.parse(readFileSync(join(folder, 'chat.json'), 'utf8'))
      const markdown = readFileSync(join(folder, 'chat.md'), 'utf8')
      return { conversation, markdown, turns: turns.length, source, html: pages[index] ?? '' }
    })
    await world.companions.ask('m', { t: 'end', session_id: session.id }, 5_000)
    await world.freed(session.id)
    return { ms, chats }
  }

  return { services, turn }
}
