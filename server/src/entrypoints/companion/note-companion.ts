import type { Parts } from '../../parts.ts'

/**
 * Writes down that the machine's companion came (with its version) or went (null), and tells who looks at machines. The
 * server it came to looks after the machine from now on; one that lost an older line has nothing more to say.
 */
export async function noteCompanion(
  parts: Pick<Parts, 'change' | 'now' | 'serverId'>,
  machineId: string,
  version: string | null,
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    const { serverId } = parts
    const { count } = await tx.machines.updateMany({
      where: { id: machineId, ...(version === null ? { line_at: serverId } : {}) },
      data: version === null ? { line_at: null } : { line_at: serverId, kept_by: serverId },
    })
    if (!count) return
    const seen = { companion_seen_at: now, ...(version === null ? {} : { companion_version: version }) }
    await tx.machine_status.upsert({
      where: { vm_id: machineId },
      // How the machine is nobody has looked at yet; a companion that speaks is a good sign.
      create: { vm_id: machineId, is_healthy: true, updated_at: now, ...seen },
      update: seen,
    })
    await tx.announce({ about: 'machine', id: machineId })
  })
}
