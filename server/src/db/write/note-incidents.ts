import type { MachineFound } from '@taxi/contract/health.ts'
import type { Config } from '../../config.ts'
import { isCompanionSilent, isVpnSilent, TELL_DOWN_AFTER_MS } from '../../domain/machine.ts'
import { ERRORS_COUNT_MS } from '../../domain/quarantine.ts'
import type { Transaction } from '../client.ts'
import { endIncident } from './end-incident.ts'
import { type IncidentKey, openIncident } from './open-incident.ts'

interface LookedAt {
  machineId: string
  after: { is_healthy: boolean; trouble: string[]; failing_since: Date | null; companion_lost_at: Date | null }
  found: MachineFound
  fell: { what: string } | null
  now: Date
}

/** What a look at a machine says is wrong, and what is over by it. One that is still to join, or out of service, alarms nobody. */
export async function noteIncidents(tx: Transaction, config: Config, looked: LookedAt): Promise<void> {
  const { machineId, after, found, fell, now } = looked
  const machine = await tx.machines.findUniqueOrThrow({ where: { id: machineId } })
  const counts = machine.is_active && (machine.driver !== 'ssh' || machine.joined_at !== null)
  const is = async (key: IncidentKey, isSo: boolean, why: () => string, at = now, tellAfterMs = 0) => {
    if (isSo && counts) await openIncident(tx, config, { ...key, machineId, why: why(), at, tellAfterMs })
    else if (!isSo || !machine.is_active) await endIncident(tx, config, { ...key, machineId }, { at: now })
  }
  const isDown = !after.is_healthy && after.failing_since !== null
  await is({ kind: 'machine' }, isDown, () => after.trouble.join('; '), after.failing_since ?? now, TELL_DOWN_AFTER_MS)
  // What a machine that is down does not say proves nothing.
  if (isDown) return
  const lostAt = machine.driver === 'dry' ? null : after.companion_lost_at
  await is({ kind: 'companion' }, isCompanionSilent(lostAt, now), () => '', lostAt ?? now)
  await is({ kind: 'vpn' }, isVpnSilent(found, now), () => found.handshake_at ?? '')
  if (fell && counts) await openIncident(tx, config, { kind: 'fell', machineId, why: fell.what, at: now })
  else await endOldFalls(tx, config, machineId, now)
}

/** It was started anew by itself: once it has stayed up for a while nobody needs to hear more. */
async function endOldFalls(tx: Transaction, config: Config, machineId: string, now: Date): Promise<void> {
  const lately = { machine_id: machineId, what: 'fell', at: { gt: new Date(now.getTime() - ERRORS_COUNT_MS) } }
  if ((await tx.machine_errors.count({ where: lately })) > 0) return
  await endIncident(tx, config, { kind: 'fell', machineId }, { at: now, quietly: true })
}
