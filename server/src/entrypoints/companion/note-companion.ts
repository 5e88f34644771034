import type { Parts } from '../../parts.ts'

/** Writes down that the machine's companion came (with its version) or went (null), and tells who looks at machines. */
export async function noteCompanion(
  parts: Pick<Parts, 'change' | 'now'>,
  machineId: string,
  version: string | null,
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
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
