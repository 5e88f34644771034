import { randomUUID } from 'node:crypto'
import { backOff } from '../domain/delivery.ts'
import type { Parts } from '../parts.ts'

/** A dump in this worker's hands until `lease_until`; every later write is bound to `lease_owner`. */
export interface ClaimedDump {
  id: string
  session_id: string
  /** `kept` and `delivered`: the machine was silent, and is asked again for what it still holds. */
  state: 'pulling' | 'assembling' | 'kept' | 'delivered'
  attempts: number
  /** Made for this claim alone. */
  lease_owner: string
  deadline: Date
}

/** Short, so that a killed server's work is taken up soon; renewed while the work goes on. */
export const DUMP_LEASE_MS = 10_000

/**
 * Takes the oldest dump that waits for pulling or assembling, or whose machine still owes something; null when none does. The next attempt is put
 * off at once: one that takes the worker down comes back later each time.
 */
export async function claimDump(parts: Pick<Parts, 'db' | 'now'>, worker: string): Promise<ClaimedDump | null> {
  const now = parts.now()
  const owner = `${worker}/${randomUUID()}`
  const found = await parts.db.$queryRaw<ClaimedDump[]>`
    UPDATE dumps SET lease_owner = ${owner}, lease_until = ${new Date(now.getTime() + DUMP_LEASE_MS)}, attempts = attempts + 1
    WHERE id = (
      SELECT id FROM dumps
      WHERE (lease_until IS NULL OR lease_until < ${now}) AND (
        (state IN ('pulling', 'assembling') AND (not_before IS NULL OR not_before <= ${now}))
        OR (state IN ('kept', 'delivered') AND not_before <= ${now}))
      ORDER BY created_at FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING id, session_id, state, attempts, deadline, lease_owner`
  const [dump] = found
  if (!dump) return null
  const waitMs = backOff(dump.attempts, 5 * 60_000, 0.5)
  await parts.db.dumps.updateMany({
    where: { id: dump.id, lease_owner: owner },
    data: { not_before: new Date(now.getTime() + waitMs) },
  })
  return dump
}
