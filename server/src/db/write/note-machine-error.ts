import type { Config } from '../../config.ts'
import {
  ERRORS_COUNT_MS,
  errorsInWords,
  isSameError,
  type MachineFault,
  setAsideUntil,
} from '../../domain/quarantine.ts'
import type { Transaction } from '../client.ts'
import { announceMachine } from './announce-machine.ts'
import { openIncident } from './open-incident.ts'

export interface MachineFaultNoted {
  machineId: string
  what: MachineFault
  /** To which session it happened. */
  sessionId: string | null
  why: string
  now: Date
}

/** Counts an error against a machine; too many in too short a time set it aside, and administrators hear of that. */
export async function noteMachineError(
  tx: Transaction,
  config: Config,
  { machineId, what, sessionId, why, now }: MachineFaultNoted,
): Promise<void> {
  const status = await tx.machine_status.findUnique({ where: { vm_id: machineId } })
  // Its slots are not given out: it is known to be ill, or set aside already.
  if (!status || (!status.is_healthy && what !== 'lost')) return
  if (status.quarantined_until && status.quarantined_until > now) return
  const noted = await readErrors(tx, machineId, now)
  const error = { what, sessionId, why, at: now }
  if (isSameError(noted, error)) return
  await tx.machine_errors.create({ data: { machine_id: machineId, what, session_id: sessionId, why, at: now } })
  const until = setAsideUntil([...noted, error], now)
  if (!until) return
  await tx.machine_status.update({ where: { vm_id: machineId }, data: { quarantined_until: until } })
  const counted = errorsInWords([...noted, error]).slice(0, 1000)
  await openIncident(tx, config, { kind: 'quarantine', machineId, why: counted, at: now })
  await announceMachine(tx, machineId)
}

async function readErrors(tx: Transaction, machineId: string, now: Date) {
  const rows = await tx.machine_errors.findMany({
    where: { machine_id: machineId, at: { gt: new Date(now.getTime() - ERRORS_COUNT_MS) } },
    orderBy: { id: 'asc' },
  })
  return rows.map(row => ({ what: row.what, sessionId: row.session_id, why: row.why, at: row.at }))
}
