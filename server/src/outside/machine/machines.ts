import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import type { Machines } from '../../parts.ts'
import { type MachineDriver, MachineError } from './driver.ts'
import { createDry } from './dry.ts'
import { createLocal } from './local.ts'

type Driver = MachineDriver & { readonly started?: boolean }

export interface MachinesParts {
  config: Pick<Config, 'root' | 'dataDir' | 'SEAT_CHROMIUM_FLAGS'>
  db: Pick<Db, 'machines'>
  log: Logger
}

/**
 * Every machine's driver, made when first asked for. `close` takes down what came up through this object: a worker
 * that only fetches closes its own without touching the seats.
 */
export function createMachines({ config, db, log }: MachinesParts): Machines {
  const drivers = new Map<string, Driver>()

  function make(machineId: string, driver: string): Driver {
    if (driver === 'local') return createLocal({ machineId, config, log })
    if (driver === 'dry') return createDry({ folder: join(config.dataDir, 'machines', machineId) })
    throw new MachineError('driver', `machines with the driver ${driver} cannot be reached yet`)
  }

  return {
    async driver(machineId) {
      const row = await db.machines.findUnique({ where: { id: machineId }, select: { driver: true } })
      if (!row) throw new MachineError('driver', `there is no machine ${machineId}`)
      const key = `${row.driver} ${machineId}`
      const known = drivers.get(key) ?? make(machineId, row.driver)
      drivers.set(key, known)
      return known
    },
    async close() {
      const running = [...drivers.values()].filter(driver => driver.started)
      const ends = await Promise.allSettled(running.map(driver => driver.down()))
      for (const end of ends)
        if (end.status === 'rejected') log.warn({ why: String(end.reason) }, 'a machine did not go down')
    },
  }
}
