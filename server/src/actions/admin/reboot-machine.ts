import { STILL_WORKING } from '../../db/write/end-work.ts'
import { whyNotReboot } from '../../domain/machine.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import type { Parts } from '../../parts.ts'

/** Starts a machine anew. Nobody may be at work there; a seat that waits to be closed is closed afterwards. */
export async function rebootMachine(
  parts: Pick<Parts, 'db' | 'change' | 'machines' | 'log'>,
  { by, machineId }: { by: Person; machineId: string },
): Promise<void> {
  const machine = await parts.db.machines.findUnique({ where: { id: machineId } })
  if (!machine) throw new Refusal('machine.unknown')
  const taken = await parts.db.sessions.findFirst({
    where: { machine_id: machineId, OR: [{ ended_at: null }, STILL_WORKING] },
    select: { person: { select: { name: true } } },
  })
  insist(whyNotReboot(taken?.person.name ?? null, by))
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
