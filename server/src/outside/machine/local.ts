import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import { type MachineDriver, MachineError, type Seat } from './driver.ts'
import { joinCompanion } from './join-companion.ts'
import {
  askSeat,
  Checked,
  Downloads,
  Items,
  Leftovers,
  Nothing,
  Put,
  readSeat,
  SeatError,
  type SeatScript,
} from './seat.ts'
import { type Places, pickPlaces, placesOf, seatConfigFile, writeSeatConfig } from './seat-config.ts'

export interface LocalMachine {
  machineId: string
  config: Pick<Config, 'root' | 'dataDir' | 'SEAT_CHROMIUM_FLAGS'>
  log: Logger
}

export type LocalDriver = MachineDriver & {
  /** This object has brought the seat up: whoever closes it takes the seat down as well. */
  readonly started: boolean
}

/** As long as the server listens to an upload. */
const PUT_MS = 15 * 60_000

/** A machine on this computer: `taxi-seat` as child processes, everything lasting in `<data>/machines/<vm_id>`. */
export function createLocal({ machineId, config, log }: LocalMachine): LocalDriver {
  const folder = join(config.dataDir, 'machines', machineId)
  const at: SeatScript = {
    script: join(config.root, 'ansible/roles/seat/files/taxi-seat'),
    config: seatConfigFile(folder),
  }
  let started = false

  const places = (verb: string): Places => {
    const known = placesOf(folder)
    if (!known) throw new MachineError(verb, 'nothing was started on this machine yet', true)
    return known
  }
  const ask = (words: string[], timeoutMs: number, stdin?: string) => {
    places(words[0] ?? '')
    return askSeat(at, Nothing, words, { timeoutMs, ...(stdin === undefined ? {} : { stdin }) })
  }

  return {
    get started() {
      return started
    },
    async up(seat) {
      if (process.platform !== 'linux') throw new MachineError('up', 'a local machine needs Linux')
      started = true
      writeSeatConfig(config, folder, placesOf(folder) ?? (await pickPlaces()))
      for (let attempt = 1; ; attempt++) {
        try {
          await ask(['up', ...seatWords(seat)], 60_000)
          return
        } catch (error) {
          if (!(error instanceof SeatError) || error.reason !== 'taken' || attempt === 3) throw error
          log.info({ machine: machineId, why: error.message }, 'local machine moves to another display')
          writeSeatConfig(config, folder, await pickPlaces())
        }
      }
    },
    async begin(sessionId, seat, follows) {
      const after = follows ? ['--after', follows] : []
      await ask(['begin', '--session', sessionId, '--slot', seat.slotId, ...after, ...seatWords(seat)], 40_000)
    },
    async screen() {
      return { host: '127.0.0.1', port: places('screen').rfb_port }
    },
    async password(secret) {
      await ask(['password'], 5_000, secret)
    },
    async resize({ width, height }) {
      await ask(['resize', '--size', `${width}x${height}`], 5_000)
      return true
    },
    async seal(sessionId, part, since) {
      places('seal')
      const words = ['seal', '--session', sessionId, '--part', String(part), '--since', since.toISOString()]
      return askSeat(at, Items, words, { timeoutMs: part === 1 ? 15_000 : 60_000 })
    },
    async clean(sessionId, seat) {
      await ask(['clean', '--session', sessionId, ...seatWords(seat)], 60_000)
    },
    async sealed(sessionId) {
      if (!placesOf(folder)) return { items: [] }
      return askSeat(at, Items, ['fetch', '--session', sessionId], { timeoutMs: 10_000 })
    },
    fetch(sessionId, path, offset = 0) {
      places('fetch')
      return readSeat(at, ['fetch', '--session', sessionId, '--path', path, '--offset', String(offset)])
    },
    async forget(sessionId) {
      if (placesOf(folder)) await ask(['forget', '--session', sessionId], 30_000)
    },
    async leftovers() {
      if (!placesOf(folder)) return []
      const { sessions } = await askSeat(at, Leftovers, ['leftovers'], { timeoutMs: 10_000 })
      return sessions.map(left => ({ sessionId: left.session, sealedAt: new Date(left.at) }))
    },
    async put(sessionId, name, size, body) {
      places('put')
      const words = ['put', '--session', sessionId, '--name', name, '--size', String(size)]
      return askSeat(at, Put, words, { timeoutMs: PUT_MS, stdin: body })
    },
    async downloads(sessionId) {
      places('downloads')
      return askSeat(at, Downloads, ['downloads', '--session', sessionId], { timeoutMs: 10_000 })
    },
    fetchDownload(sessionId, path) {
      places('downloads')
      return readSeat(at, ['downloads', '--session', sessionId, '--path', path])
    },
    async discard(sessionId, path) {
      await ask(['discard', '--session', sessionId, '--path', path], 10_000)
    },
    async thumbnail() {
      places('thumbnail')
      return buffer(Readable.from(readSeat(at, ['thumbnail'])))
    },
    async check() {
      places('check')
      const { healthy, trouble } = await askSeat(at, Checked, ['check'], { timeoutMs: 15_000 })
      return { healthy, trouble }
    },
    async dirty() {
      if (!placesOf(folder)) return null
      const { dirty } = await askSeat(at, Checked, ['check'], { timeoutMs: 15_000 })
      return dirty
    },
    async join(ticket) {
      await joinCompanion(places('join').cdp_port, ticket)
    },
    async look() {
      places('look')
      return buffer(readSeat(at, ['look']))
    },
    async type(text) {
      await ask(['type'], 15_000, text)
    },
    async reboot() {
      await ask(['reboot'], 90_000)
    },
    async down() {
      if (placesOf(folder)) await ask(['down'], 60_000)
      started = false
    },
  }
}

const seatWords = (seat: Seat) => ['--profile', seat.profile, '--url', seat.startUrl]
