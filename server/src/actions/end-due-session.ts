import { readSessionFacts } from '../db/read/session.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { dueEnd, type TimerReason } from '../domain/timers.ts'
import { workUntilAfter } from '../domain/work.ts'
import type { Parts } from '../parts.ts'

/** Ends a session one of whose timers ran out. Looked at again under the lock: somebody may just have extended it. */
export async function endDueSession(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  sessionId: string,
): Promise<TimerReason | null> {
  return parts.change(async tx => {
    const session = await lockSession(tx, sessionId)
    const facts = session && (await readSessionFacts(tx, sessionId))
    const reason = facts && dueEnd(facts, parts.now(), parts.config.AWAY_MINUTES)
    if (!reason) return null
    const endedBy = reason === 'booking_due' ? facts.promised?.name : undefined
    await writeEnd(parts, tx, session, { reason, endedBy, worksUntil: workUntilAfter(facts, reason, parts.now()) })
    return reason
  })
}
