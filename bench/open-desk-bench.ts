import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PicturePreset } from '@taxi/contract/picture-preset.ts'
import { pino } from 'pino'
import { PACKING } from '../server/src/entrypoints/screen/packing.ts'
import { type Address, startGuacd } from '../server/src/outside/guacd-process.ts'
import { startTestPostgres } from '../server/src/testing/database.ts'
import { type GuacClient, guacOverTcp, guacOverWebSocket } from '../server/src/testing/guac-client.ts'
import { startTestScreen, type TestScreen } from '../server/src/testing/test-screen.ts'
import type { DeskAnswer, DeskQuestion } from './desk-part.ts'
import type { Keep } from './figure.ts'
import { type ForkedPart, forkPart } from './fork-part.ts'

/** Every way asks guacd for the same picture, unless told otherwise. */
const OURS = PACKING.balanced
export const SESSIONS = 20

export interface DeskBench {
  screen: TestScreen
  guacdPort: number
  /** The process with our tunnel. */
  tunnelPid: number
  retries(): Promise<number>
  /** Opens the screen through our tunnel, as the page does. */
  ours(session?: number, preset?: PicturePreset): Promise<{ open(): GuacClient }>
  /** Straight to guacd; what it is asked for beside the screen's place. */
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
    ours: (session = 0, preset = 'balanced') => wayIn(desks, session, preset),
    raw: (args = OURS.arguments) =>
      guacOverTcp(address, { hostname: at.host, port: String(at.port), ...args }, OURS.images),
    lite: () => guacOverWebSocket(lite, { pass: 'none', origin: 'http://127.0.0.1' }),
  }
}

/** The pass is made beforehand: a page gets it with its token. */
async function wayIn(desks: ForkedPart<DeskQuestion, DeskAnswer>, session: number, preset: PicturePreset) {
  const { url, pass, origin } = await desks.ask({ ask: 'pass', session })
  return { open: () => guacOverWebSocket(`${url}?picture=${preset}`, { pass, origin }) }
}

async function openLite(keep: Keep, guacd: Address, screen: Address): Promise<string> {
  const part = keep(forkPart<object, { url: string }>('lite-part.ts'))
  return (await part.ask({ guacd, screen, args: OURS.arguments, images: OURS.images })).url
}
