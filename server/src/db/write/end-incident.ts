import type { Config } from '../../config.ts'
import type { Transaction } from '../client.ts'
import type { IncidentKey } from './open-incident.ts'
import { oweAlert } from './owe-alert.ts'

const DAY_MS = 24 * 3_600_000

/** It is well again: told to administrators who heard that it was not. `quietly`: something worse took its place, or nothing is worth telling. */
export async function endIncident(
  tx: Transaction,
  config: Config,
  { kind, machineId = null, service = null, about = '' }: IncidentKey,
  { at, quietly = false }: { at: Date; quietly?: boolean },
): Promise<void> {
  const where = { kind, machine_id: machineId, service, about, ended_at: null }
  for (const { id } of await tx.incidents.findMany({ where, select: { id: true } })) {
    await tx.incidents.update({ where: { id }, data: { ended_at: at } })
    await tx.announce({ about: 'incident', id })
    if (quietly || !(await tx.deliveries.findUnique({ where: { dedupe_key: `incident:${id}` } }))) continue
    await oweAlert(tx, config, {
      key: `incident_over:${id}`,
      expiresAt: new Date(at.getTime() + DAY_MS),
      about: { about: 'incident_over', incident_id: id },
    })
  }
}
