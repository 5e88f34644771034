import { STILL_WORKING } from '../db/write/end-work.ts'
import { oweMachineAlert } from '../db/write/owe-machine-alert.ts'
import { isLost, standingAfter } from '../domain/machine.ts'
import type { Parts } from '../parts.ts'

/**
 * Looks at one machine and writes down how it is; its slots are told when that changed.
 * Returns the session, or the work without its person, to be ended because the machine counts as lost, if there is one.
 */
export async function watchMachine(
  parts: Parts,
  machineId: string,
): Promise<{ healthy: boolean; lostSessionId: string | null }> {
  const look = await lookAt(parts, machineId)
  const now = parts.now()
  return parts.change(async tx => {
    const before = await tx.machine_status.findUnique({ where: { vm_id: machineId } })
    const standing = standingAfter(before, look, now)
    await tx.machine_status.upsert({
      where: { vm_id: machineId },
      create: { vm_id: machineId, ...standing, updated_at: now },
      update: { ...standing, updated_at: now },
    })
    if (before?.is_healthy !== standing.is_healthy) {
      await tx.announce({ about: 'machine', id: machineId })
      const slots = await tx.slot_machines.findMany({ where: { machine_id: machineId } })
      for (const { slot_id } of slots) await tx.announce({ about: 'slot', id: slot_id })
    }
    // A machine that is still to join is no trouble yet.
    const joins = await tx.machines.count({ where: { id: machineId, driver: 'ssh', joined_at: null } })
    if (!joins) await oweMachineAlert(tx, parts.config, { id: machineId, before, standing, now })
    if (!isLost(standing, now)) return { healthy: standing.is_healthy, lostSessionId: null }
    const open = await tx.sessions.findFirst({
      where: { machine_id: machineId, OR: [{ ended_at: null }, STILL_WORKING] },
    })
    return { healthy: false, lostSessionId: open?.id ?? null }
  })
}

async function lookAt(parts: Parts, machineId: string) {
  try {
    const driver = await parts.machines.driver(machineId)
    return await driver.check()
  } catch (error) {
    return { healthy: false, trouble: [error instanceof Error ? error.message : String(error)] }
  }
}
