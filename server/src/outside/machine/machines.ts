import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import type { machinesModel } from '../../db/generated/models.ts'
import type { Machines } from '../../parts.ts'
import type { Secrets } from '../secrets.ts'
import { type MachineDriver, MachineError } from './driver.ts'
import { createDry } from './dry.ts'
import { createLocal } from './local.ts'
import { createSsh } from './ssh.ts'
import type { SshPlace } from './ssh-line.ts'

type Driver = MachineDriver & { readonly started?: boolean; leave?(): Promise<void> }

export interface MachinesParts {
  config: Pick<Config, 'root' | 'dataDir' | 'SEAT_CHROMIUM_FLAGS' | 'SCREEN_HOST'>
  db: Pick<Db, 'machines'>
  secrets: Pick<Secrets, 'open'>
  log: Logger
}
type Row = Pick<
  machinesModel,
  'id' | 'driver' | 'address' | 'port' | 'login' | 'rfb_port' | 'host_key' | 'public_key' | 'private_key_encrypted'
>

/**
 * Every machine's driver, made when first asked for. `close` takes down what came up through this object: a worker
 * that only fetches closes its own without touching the seats.
 */
export function createMachines({ config, db, secrets, log }: MachinesParts): Machines {
  const drivers = new Map<string, { key: string; driver: Driver }>()

  function make(row: Row): Driver {
    if (row.driver === 'local') return createLocal({ machineId: row.id, config, log })
    if (row.driver === 'dry') return createDry({ folder: join(config.dataDir, 'machines', row.id) })
    if (row.driver === 'ssh')
      return createSsh({ place: placeOf(row, secrets), rfbPort: row.rfb_port, screenHost: config.SCREEN_HOST })
    throw new MachineError('driver', `machines with the driver ${row.driver} cannot be reached`)
  }

  return {
    async driver(machineId) {
      const row = await db.machines.findUnique({ where: { id: machineId } })
      if (!row) throw new MachineError('driver', `there is no machine ${machineId}`)
      const key = madeFrom(row)
      const known = drivers.get(machineId)
      if (known?.key === key) return known.driver
      const driver = make(row)
      drivers.set(machineId, { key, driver })
      await known?.driver.leave?.()
      return driver
    },
    async close() {
      const all = [...drivers.values()].map(({ driver }) => driver)
      const running = all.filter(driver => driver.started)
      const ends = await Promise.allSettled([
        ...running.map(driver => driver.down()),
        ...all.map(driver => driver.leave?.()),
      ])
      for (const end of ends)
        if (end.status === 'rejected') log.warn({ why: String(end.reason) }, 'a machine did not go down')
    },
  }
}

/** A machine that moved or joined anew is another one. Not the sealed key: wrapped anew it is the same. */
function madeFrom({ driver, address, port, login, rfb_port, host_key, public_key }: Row): string {
  return driver === 'ssh' ? [driver, address, port, login, rfb_port, host_key, public_key].join(' ') : driver
}

function placeOf(row: Row, secrets: Pick<Secrets, 'open'>): SshPlace {
  if (!row.private_key_encrypted || !row.host_key)
    throw new MachineError('driver', 'the machine has not joined yet', true, 'not-joined')
  return {
    host: row.address,
    port: row.port ?? 22,
    user: row.login,
    privateKey: secrets.open(row.private_key_encrypted, `machines.private_key_encrypted.${row.id}`),
    hostKey: row.host_key,
  }
}
