import type { IncidentKind, MachineFound } from '@taxi/contract/health.ts'
import type { Config } from '../../config.ts'
import { isCompanionSilent, isVpnSilent, TELL_DOWN_AFTER_MS } from '../../domain/machine.ts'
import { ERRORS_COUNT_MS } from '../../domain/quarantine.ts'
import type { Transaction } from '../client.ts'
import { endIncident } from './end-incident.ts'
import { openIncident, oweIncidentAlert } from './open-incident.ts'

interface LookedAt {
  machine: { id: string; driver: string; is_active: boolean; joined_at: Date | null }
  /** What is known to be wrong with it. */
  open: { id: string; kind: string; machine_id: string | null; began_at: Date }[]
  standing: { is_healthy: boolean; trouble: string[]; failing_since: Date | null }
  companionLostAt: Date | null
  found: MachineFound
  fell: { what: string } | null
  now: Date
}

/** What a look at a machine says is wrong, and what is over by it. One that is still to join, or out of service, alarms nobody. */
export async function noteIncidents(tx: Transaction, config: Config, looked: LookedAt): Promise<void> {
  const { machine, open, standing, found, fell, now } = looked
  const machineId = machine.id
  const counts = machine.is_active && (machine.driver !== 'ssh' || machine.joined_at !== null)
  const known = (kind: IncidentKind) => open.find(incident => incident.kind === kind)
  const note = async (kind: IncidentKind, isSo: boolean, begun: { why: string; at?: Date; tells?: boolean }) => {
    if (isSo && counts && !known(kind)) await openIncident(tx, config, { kind, machineId, at: now, ...begun })
    if (known(kind) && !(isSo && counts)) await endIncident(tx, config, { kind, machineId }, { at: now })
  }
  const isDown = !standing.is_healthy && standing.failing_since !== null
  const since = standing.failing_since ?? now
  await note('machine', isDown, { why: standing.trouble.join('; '), at: since, tells: false })
  const down = known('machine')
  if (isDown && down && now.getTime() - since.getTime() >= TELL_DOWN_AFTER_MS) await oweIncidentAlert(tx, config, down)
  // What a machine that is down does not say proves nothing.
  if (isDown) return
  const lostAt = machine.driver === 'dry' ? null : looked.companionLostAt
  await note('companion', isCompanionSilent(lostAt, now), { why: '', at: lostAt ?? now })
  await note('vpn', isVpnSilent(found, now), { why: found.handshake_at ?? '' })
  const hasFallen = fell !== null || (known('fell') && (await hasFallenLately(tx, machineId, now)))
  if (hasFallen) await note('fell', true, { why: fell?.what ?? '' })
  // It was started anew by itself: once it has stayed up for a while nobody needs to hear more.
  else if (known('fell')) await endIncident(tx, config, { kind: 'fell', machineId }, { at: now, quietly: true })
}

async function hasFallenLately(tx: Transaction, machineId: string, now: Date): Promise<boolean> {
  const lately = { gt: new Date(now.getTime() - ERRORS_COUNT_MS) }
  return (await tx.machine_errors.count({ where: { machine_id: machineId, what: 'fell', at: lately } })) > 0
}
