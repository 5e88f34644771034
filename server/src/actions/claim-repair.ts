import { OPEN_REPAIR } from '../db/read/repairs.ts'
import type { Parts } from '../parts.ts'

/** Short, so that a killed server's repair is taken up soon; renewed while it goes on. */
const REPAIR_LEASE_MS = 10_000

/** Takes what is to be done to a machine for this server; false when another has it, or it is over. */
export async function claimRepair(parts: Pick<Parts, 'db' | 'now'>, id: string): Promise<boolean> {
  const now = parts.now()
  const { count } = await parts.db.repairs.updateMany({
    where: { id, ...OPEN_REPAIR, OR: [{ lease: null }, { lease: { lt: now } }] },
    data: { lease: new Date(now.getTime() + REPAIR_LEASE_MS) },
  })
  return count === 1
}

export async function renewRepair(parts: Pick<Parts, 'db' | 'now'>, id: string): Promise<void> {
  const lease = new Date(parts.now().getTime() + REPAIR_LEASE_MS)
  await parts.db.repairs.updateMany({ where: { id, ...OPEN_REPAIR }, data: { lease } })
}

export async function leaveRepair(parts: Pick<Parts, 'db'>, id: string): Promise<void> {
  await parts.db.repairs.updateMany({ where: { id }, data: { lease: null } })
}
