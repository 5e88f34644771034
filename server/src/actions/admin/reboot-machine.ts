import { freeMachine } from '../../db/read/free-machine.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import type { Parts } from '../../parts.ts'

/** Starts a machine anew. Nobody may be at work there; a seat that waits to be closed is closed afterwards. */
export async function rebootMachine(
  parts: Pick<Parts, 'db' | 'change' | 'machines' | 'log'>,
  { by, machineId }: { by: Person; machineId: string },
): Promise<void> {
  const machine = await freeMachine(parts.db, by, machineId)
  const driver = await parts.machines.driver(machineId)
  if (!driver.reboot) throw new Refusal('machine.cannot')
  await parts.change(async tx => {
    tx.record({ action: 'machine.reboot', object: { kind: 'machine', id: machineId, name: machine.name } })
  })
  try {
    await driver.reboot()
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    parts.log.warn({ machine: machineId, why: error.message }, 'a machine was not rebooted')
    throw new Refusal('machine.silent')
  }
}
