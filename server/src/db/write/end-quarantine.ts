import type { Config } from '../../config.ts'
import type { Transaction } from '../client.ts'
import { announceMachine } from './announce-machine.ts'
import { endIncident } from './end-incident.ts'

/** A machine that was set aside takes people again; what it did before counts no longer. */
export async function endQuarantine(tx: Transaction, config: Config, machineId: string, now: Date): Promise<void> {
  await tx.machine_status.update({ where: { vm_id: machineId }, data: { quarantined_until: null } })
  await tx.machine_errors.deleteMany({ where: { machine_id: machineId } })
  await endIncident(tx, config, { kind: 'quarantine', machineId }, { at: now })
  await announceMachine(tx, machineId)
}
