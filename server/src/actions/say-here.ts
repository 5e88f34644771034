import { lockSession } from '../db/write/lock-session.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** The person is still there: the idle timer begins anew. */
export async function sayHere(
  parts: Parts,
  { personId, sessionId }: { personId: string; sessionId: string },
): Promise<void> {
  await parts.change(async tx => {
    const session = await lockSession(tx, sessionId)
    if (!session || session.person_id !== personId) throw new Refusal('session.unknown')
    if (session.ended_at) throw new Refusal('session.ended')
    await tx.sessions.update({ where: { id: sessionId }, data: { last_input_at: parts.now() } })
    await tx.announce({ about: 'session', id: sessionId })
  })
}
