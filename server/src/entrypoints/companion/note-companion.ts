import { openIncident } from '../../db/write/open-incident.ts'
import type { Parts } from '../../parts.ts'

export interface CompanionCame {
  version: string
  /** Where its line comes from, as the server sees it; '' when that says nothing of the machine. */
  address: string
}

/**
 * Writes down that the machine's companion came or went (null), and tells who looks at machines. The server it came to
 * looks after the machine from now on; one that lost an older line has nothing more to say.
 */
export async function noteCompanion(
  parts: Pick<Parts, 'change' | 'config' | 'now' | 'serverId'>,
  machineId: string,
  came: CompanionCame | null,
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    const { serverId } = parts
    const { count } = await tx.machines.updateMany({
      where: { id: machineId, ...(came ? {} : { line_at: serverId }) },
      data: came ? { line_at: serverId, kept_by: serverId } : { line_at: null },
    })
    if (!count) return
    const before = await tx.machine_status.findUnique({ where: { vm_id: machineId } })
    const seen = {
      companion_seen_at: now,
      companion_lost_at: came ? null : now,
      ...(came ? { companion_version: came.version } : {}),
      ...(came?.address ? { exit_address: came.address } : {}),
    }
    await tx.machine_status.upsert({
      where: { vm_id: machineId },
      // How the machine is nobody has looked at yet; a companion that speaks is a good sign.
      create: { vm_id: machineId, is_healthy: true, updated_at: now, ...seen },
      update: seen,
    })
    await tx.announce({ about: 'machine', id: machineId })
    const known = before?.exit_address
    if (!came?.address || !known || known === came.address) return
    // Services may ask for the sign-in again when an account moves.
    const why = `${known} → ${came.address}`
    await openIncident(tx, parts.config, { kind: 'address', machineId, why, at: now, isMoment: true })
  })
}
