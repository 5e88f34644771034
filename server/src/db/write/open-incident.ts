import type { IncidentKind } from '@taxi/contract/health.ts'
import type { Config } from '../../config.ts'
import type { Transaction } from '../client.ts'
import { oweAlert } from './owe-alert.ts'

const DAY_MS = 24 * 3_600_000

/** Which thing is wrong: at most one incident of it is open. */
export interface IncidentKey {
  kind: IncidentKind
  machineId?: string | null
  service?: string | null
  /** Which one, where a kind may happen to several things at once. */
  about?: string
}
interface Begun extends IncidentKey {
  why: string
  at: Date
  /** False: administrators see it, and are told by `oweIncidentAlert` once it has lasted. */
  tells?: boolean
  /** It is over as it begins: something that happened, not something that lasts. */
  isMoment?: boolean
}

/** Something is wrong: one row and one alert, whoever notices it how often. False when that is known already. */
export async function openIncident(
  tx: Transaction,
  config: Config,
  { kind, machineId = null, service = null, about = '', why, at, tells = true, isMoment = false }: Begun,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO incidents (kind, machine_id, service, about, why, began_at, ended_at)
    VALUES (${kind}, ${machineId}, ${service}, ${about}, ${why}, ${at}, ${isMoment ? at : null})
    ON CONFLICT DO NOTHING RETURNING id`
  if (!row) return false
  if (tells) await oweIncidentAlert(tx, config, { id: row.id, kind, machine_id: machineId, began_at: at })
  await tx.announce({ about: 'incident', id: row.id })
  return true
}

/** The one alert of an incident, owed as often as anybody likes. */
export async function oweIncidentAlert(
  tx: Transaction,
  config: Config,
  { id, kind, machine_id, began_at }: { id: string; kind: string; machine_id: string | null; began_at: Date },
): Promise<void> {
  await oweAlert(tx, config, {
    key: `incident:${id}`,
    expiresAt: new Date(began_at.getTime() + DAY_MS),
    // The machine's id stands in it so that an answer to the message finds its screen.
    about: { about: 'incident', incident_id: id, ...(kind === 'sign_in' ? { machine_id } : {}) },
  })
}
