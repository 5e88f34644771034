import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { type Address, startGuacd } from '../server/src/outside/guacd-process.ts'
import { startTestPostgres } from '../server/src/testing/database.ts'
import { type GuacClient, guacOverTcp, guacOverWebSocket } from '../server/src/testing/guac-client.ts'
import { startTestScreen, type TestScreen } from '../server/src/testing/test-screen.ts'
import type { DeskAnswer, DeskQuestion } from './desk-part.ts'
import type { Keep } from './figure.ts'
import { type ForkedPart, forkPart } from './fork-part.ts'

/** What guacd is asked for by the product, so that every way shows the same picture. */
export const OURS = {
  'color-depth': '24',
  encodings: 'tight copyrect zrle',
  'compress-level': '1',
  'quality-level': '7',
}
export const SESSIONS = 20

export interface DeskBench {
  screen: TestScreen
  guacdPort: number
  /** The process with our tunnel. */
  tunnelPid: number
  retries(): Promise<number>
  /** Opens the screen through our tunnel, as the page does. */
  ours(session?: number): Promise<{ open(): GuacClient }>
  /** Straight to guacd. */
  raw(args?: Record<string, string>): GuacClient
  lite(): GuacClient
}

/** One screen without a password, one guacd, our tunnel and guacamole-lite in processes of their own. */
export async function openDeskBench(keep: Keep): Promise<DeskBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-desk-bench-'))
  keep({ close: () => rmSync(dataDir, { recursive: true, force: true }) })
  const postgres = keep(await startTestPostgres())
  process.env.TAXI_TEST_DATABASE_URL = postgres.url
  const guacd = keep(await startGuacd({ GUACD: '', dataDir }, pino({ level: 'silent' })))
  const [address] = guacd.addresses()
  if (!address) throw new Error('guacd is not installed: run `npm start` once as root on Debian 12')
  const screen = keep(await startTestScreen({ isLocked: false }))
  const at = await screen.driver.screen()
  const desks = keep(forkPart<DeskQuestion, DeskAnswer>('desk-part.ts'))
  await desks.ask({ ask: 'open', guacd: address, screen: at, sessions: SESSIONS })
  const lite = await openLite(keep, address, at)
  return {
    screen,
    guacdPort: address.port,
    tunnelPid: desks.pid,
    retries: async () => (await desks.ask({ ask: 'seen' })).retries,
    ours: session => wayIn(desks, session ?? 0),
    raw: (args = OURS) => guacOverTcp(address, { hostname: at.host, port: String(at.port), ...args }),
    lite: () => guacOverWebSocket(lite, { pass: 'none', origin: 'http://127.0.0.1' }),
  }
}

/** The pass is made beforehand: a page gets it with its token. */
async function wayIn(desks: ForkedPart<DeskQuestion, DeskAnswer>, session: number) {
  const { url, pass, origin } = await desks.ask({ ask: 'pass', session })
  return { open: () => guacOverWebSocket(url, { pass, origin }) }
}

async function openLite(keep: Keep, guacd: Address, screen: Address): Promise<string> {
  const part = keep(forkPart<object, { url: string }>('lite-part.ts'))
  return (await part.ask({ guacd, screen, args: OURS })).url
}
