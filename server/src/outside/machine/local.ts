import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import { openClipLink } from './clip-link.ts'
import { type MachineDriver, MachineError } from './driver.ts'
import { joinCompanion } from './join-companion.ts'
import { askSeat, Nothing, SeatError, seatHere } from './seat.ts'
import { type Places, pickPlaces, placesOf, seatConfigFile, writeSeatConfig } from './seat-config.ts'
import { seatVerbs } from './seat-verbs.ts'

export interface LocalMachine {
  machineId: string
  config: Pick<Config, 'root' | 'dataDir' | 'SEAT_CHROMIUM_FLAGS'>
  log: Logger
}

export type LocalDriver = MachineDriver & {
  /** This object has brought the seat up: whoever closes it takes the seat down as well. */
  readonly started: boolean
}

/** A machine on this computer: `taxi-seat` as child processes, everything lasting in `<data>/machines/<vm_id>`. */
export function createLocal({ machineId, config, log }: LocalMachine): LocalDriver {
  const folder = join(config.dataDir, 'machines', machineId)
  const script = seatHere(join(config.root, 'ansible/roles/seat/files/taxi-seat'), seatConfigFile(folder))
  const places = (verb: string): Places => {
    const known = placesOf(folder)
    if (!known) throw new MachineError(verb, 'nothing was started on this machine yet', true)
    return known
  }
  const run = async (words: string[]) => {
    places(words[0] ?? '')
    return script(words)
  }
  const verbs = seatVerbs(run)
  let started = false

  return {
    ...verbs,
    get started() {
      return started
    },
    async up(seat) {
      if (process.platform !== 'linux') throw new MachineError('up', 'a local machine needs Linux')
      started = true
      writeSeatConfig(config, folder, placesOf(folder) ?? (await pickPlaces()))
      for (let attempt = 1; ; attempt++) {
        try {
          await verbs.up(seat)
          return
        } catch (error) {
          if (!(error instanceof SeatError) || error.reason !== 'taken' || attempt === 3) throw error
          log.info({ machine: machineId, why: error.message }, 'local machine moves to another display')
          writeSeatConfig(config, folder, await pickPlaces())
        }
      }
    },
    async screen() {
      return { host: '127.0.0.1', port: places('screen').rfb_port }
    },
    sealed: async sessionId => (placesOf(folder) ? verbs.sealed(sessionId) : { items: [] }),
    async forget(sessionId) {
      if (placesOf(folder)) await verbs.forget(sessionId)
    },
    leftovers: async () => (placesOf(folder) ? verbs.leftovers() : []),
    dirty: async () => (placesOf(folder) ? verbs.dirty() : null),
    async join(ticket) {
      await joinCompanion(places('join').cdp_port, ticket)
    },
    clipboard: heard => (placesOf(folder) ? openClipLink(run, heard) : null),
    async down() {
      if (placesOf(folder)) await askSeat(run, Nothing, ['down'], { timeoutMs: 60_000 })
      started = false
    },
  }
}
