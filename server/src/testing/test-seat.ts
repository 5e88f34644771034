import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import * as z from 'zod/mini'
import { projectRoot } from '../config.ts'
import type { Seat } from '../outside/machine/driver.ts'
import { createLocal, type LocalDriver } from '../outside/machine/local.ts'
import { askSeat, seatHere } from '../outside/machine/seat.ts'
import { type Places, placesOf, seatConfigFile } from '../outside/machine/seat-config.ts'
import { openTestSite, type SiteReport, type TestSite } from './test-site.ts'

export { until } from './until.ts'

export interface TestSeat {
  driver: LocalDriver
  /** Another server's driver of the same machine. */
  anotherServer(): LocalDriver
  site: TestSite
  seat: Seat
  folder: string
  places(): Places
  /** The pid of the running browser; null while there is none. */
  browserPid(): number | null
  /** Opens a page in a new tab, as a person would, and hears what it saw. */
  visit(path: string): Promise<SiteReport>
  /** Opens something that is not a page: a download. */
  open(path: string): Promise<void>
  closeAllTabs(): Promise<void>
  /** The addresses of the open tabs. */
  tabs(): Promise<string[]>
  /** Runs a verb of `taxi-seat` that the driver has no use for. */
  script(words: string[], stdin?: string): Promise<Record<string, unknown>>
  close(): Promise<void>
}

/** A real seat (screen, window manager, browser) in a folder of its own, and a site for its browser. */
export async function openTestSeat({ companion }: { companion?: string } = {}): Promise<TestSeat> {
  const home = mkdtempSync(join(tmpdir(), 'taxi-seat-'))
  const site = await openTestSite()
  const root = join(home, 'project')
  mkdirSync(join(root, 'vm-extension/.output'), { recursive: true })
  symlinkSync(join(projectRoot, 'ansible'), join(root, 'ansible'))
  if (companion) symlinkSync(companion, join(root, 'vm-extension/.output/chrome-mv3'))
  const config = { root, dataDir: home, SEAT_CHROMIUM_FLAGS: '' }
  const make = () => createLocal({ machineId: 'test-1', config, log: pino({ level: 'silent' }) })
  const driver = make()
  const folder = join(config.dataDir, 'machines/test-1')
  const places = () => {
    const known = placesOf(folder)
    if (!known) throw new Error('the seat was never up')
    return known
  }
  const debug = (path: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${places().cdp_port}/json/${path}`, { method })
  const pages = async () => {
    const targets = (await (await debug('list')).json()) as { id: string; type: string; url: string }[]
    return targets.filter(target => target.type === 'page')
  }

  return {
    driver,
    anotherServer: make,
    site,
    seat: { slotId: 'demo-1', profile: 'demo-1', startUrl: `${site.url}/` },
    folder,
    places,
    browserPid: () => childPid(folder, 'browser'),
    async visit(path) {
      const seen = site.report(path)
      await debug(`new?${site.url}${path}`, 'PUT')
      return seen
    },
    async open(path) {
      await debug(`new?${site.url}${path}`, 'PUT')
    },
    async closeAllTabs() {
      for (const { id } of await pages()) await debug(`close/${id}`)
    },
    tabs: async () => (await pages()).map(({ url }) => url),
    script(words, stdin = '') {
      const at = seatHere(join(projectRoot, 'ansible/roles/seat/files/taxi-seat'), seatConfigFile(folder))
      return askSeat(at, z.record(z.string(), z.unknown()), words, { stdin, timeoutMs: 60_000 })
    },
    async close() {
      await driver.down()
      await site.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The pid of one of the seat's processes: screen, windows or browser. */
export function childPid(folder: string, name: 'screen' | 'windows' | 'browser'): number | null {
  try {
    const children = JSON.parse(readFileSync(join(folder, 'run/children.json'), 'utf8')) as Record<
      string,
      { pid: number }
    >
    return children[name]?.pid ?? null
  } catch {
    return null
  }
}

/** Every living process that belongs to the seat in this folder, by its environment or its command line. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(pid => ['environ', 'cmdline'].some(file => contentOf(`/proc/${pid}/${file}`).includes(folder)))
    .map(Number)
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
