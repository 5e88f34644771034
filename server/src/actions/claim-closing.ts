import type { Parts } from '../parts.ts'

/** Short, so that a killed server's closing is taken up soon; renewed while the closing goes on. */
const CLOSING_LEASE_MS = 10_000

/** Takes the closing of this session's seat for this server; false when another has it, when work goes on there or nothing is left to close. */
export async function claimClosing(parts: Pick<Parts, 'db' | 'now'>, sessionId: string): Promise<boolean> {
  const now = parts.now()
  const { count } = await parts.db.sessions.updateMany({
    where: {
      id: sessionId,
      ended_at: { not: null },
      freed_at: null,
      AND: [
        { OR: [{ closing_lease: null }, { closing_lease: { lt: now } }] },
        { OR: [{ working_until: null }, { work_done_at: { not: null } }] },
      ],
    },
    data: { closing_lease: new Date(now.getTime() + CLOSING_LEASE_MS) },
  })
  return count === 1
}

export async function renewClosing(parts: Pick<Parts, 'db' | 'now'>, sessionId: string): Promise<void> {
  const closing_lease = new Date(parts.now().getTime() + CLOSING_LEASE_MS)
  await parts.db.sessions.updateMany({ where: { id: sessionId, freed_at: null }, data: { closing_lease } })
}

export async function leaveClosing(parts: Pick<Parts, 'db'>, sessionId: string): Promise<void> {
  await parts.db.sessions.updateMany({ where: { id: sessionId }, data: { closing_lease: null } })
}
