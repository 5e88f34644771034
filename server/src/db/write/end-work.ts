import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'

/** The work that went on without its person is over, once: from now on its seat is closed like any other. */
export async function endWork(parts: Pick<Parts, 'now'>, tx: Transaction, sessionId: string): Promise<boolean> {
  const [over] = await tx.sessions.updateManyAndReturn({
    where: { id: sessionId, ...STILL_WORKING },
    data: { work_done_at: parts.now() },
    select: { slot_id: true },
  })
  if (!over) return false
  await tx.announce({ about: 'slot', id: over.slot_id })
  await tx.announce({ about: 'session', id: sessionId })
  await tx.announce({ about: 'wake', id: 'closing' })
  return true
}

/** Ended for its person, and the seat works on. */
export const STILL_WORKING = {
  ended_at: { not: null },
  freed_at: null,
  working_until: { not: null },
  work_done_at: null,
} as const
