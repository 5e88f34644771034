import { lockSession } from '../db/write/lock-session.ts'
import { type End, type Ended, writeEnd } from '../db/write/write-end.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/**
 * Ends a session for whatever reason; everything that follows (desk closed, seat sealed, dump) starts from the row.
 * A second end answers with the first one's reason.
 */
export async function endSession(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { sessionId, ...end }: End & { sessionId: string },
): Promise<Ended> {
  return parts.change(async tx => {
    const session = await lockSession(tx, sessionId)
    if (!session) throw new Refusal('session.unknown')
    return writeEnd(parts, tx, session, end)
  })
}
