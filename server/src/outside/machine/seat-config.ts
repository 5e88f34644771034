import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Config } from '../../config.ts'
import { identityOf } from '../alive.ts'
import { freePort, isFree } from '../free-port.ts'

/** Display and ports of a local machine: picked once, kept, so that a restarted server finds the running seat again. */
const Places = z.object({ display: z.number(), rfb_port: z.number(), cdp_port: z.number() })
export type Places = z.infer<typeof Places>

/** Where a local machine's `taxi-seat` is configured. */
export const seatConfigFile = (folder: string) => join(folder, 'seat.json')

/** The places of this machine; null when it was never started. */
export function placesOf(folder: string): Places | null {
  try {
    return Places.parse(JSON.parse(readFileSync(seatConfigFile(folder), 'utf8')))
  } catch {
    return null
  }
}

/** Writes the configuration for a seat that belongs to this server process. */
export function writeSeatConfig(config: Pick<Config, 'root' | 'SEAT_CHROMIUM_FLAGS'>, folder: string, places: Places) {
  const companion = join(config.root, 'vm-extension/.output/chrome-mv3')
  const [pid, born] = identityOf(process.pid).split('@').map(Number)
  const content = {
    root: folder,
    ...places,
    geometry: '1440x900',
    chromium: '/usr/bin/chromium',
    chromium_flags: config.SEAT_CHROMIUM_FLAGS.split(/\s+/).filter(Boolean),
    companion: existsSync(join(companion, 'manifest.json')) ? companion : null,
    keymap: join(config.root, 'ansible/roles/seat/files/taxi.xkb'),
    supervisor: 'own',
    owner: { pid, born },
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = seatConfigFile(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** A display and two ports nobody uses now. Whoever binds them must be ready to find them taken, and pick again. */
export async function pickPlaces(): Promise<Places> {
  const [rfb_port, cdp_port] = [await freePort(), await freePort()]
  if (rfb_port === cdp_port || !(await isFree(rfb_port))) return pickPlaces()
  return { display: pickDisplay(), rfb_port, cdp_port }
}

/** Far from :0 and :1, which people and other programs take first. */
function pickDisplay(): number {
  for (;;) {
    const display = randomInt(100, 9_100)
    if (!existsSync(`/tmp/.X${display}-lock`) && !existsSync(`/tmp/.X11-unix/X${display}`)) return display
  }
}
