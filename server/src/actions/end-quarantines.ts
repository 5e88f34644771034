import { endQuarantine } from '../db/write/end-quarantine.ts'
import type { Parts } from '../parts.ts'

/** Machines whose time aside is over are tried again. */
export async function endQuarantines(parts: Pick<Parts, 'db' | 'change' | 'config' | 'now'>): Promise<void> {
  const now = parts.now()
  const over = { quarantined_until: { lte: now } }
  const due = await parts.db.machine_status.findMany({ where: over, select: { vm_id: true } })
  for (const { vm_id } of due)
    await parts.change(async tx => {
      if (await tx.machine_status.count({ where: { vm_id, ...over } }))
        await endQuarantine(tx, parts.config, vm_id, now)
    })
}
