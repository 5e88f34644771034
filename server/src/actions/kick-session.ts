import { endWork } from '../db/write/end-work.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { oweKickNotice } from '../db/write/owe-kick-notice.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotKick } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/**
 * Ends somebody's session in the name of an administrator; the holder is told by whom and why. Of one that has ended
 * the first reason stands, but what works on is stopped.
 */
export async function kickSession(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { by, sessionId, note }: { by: Person; sessionId: string; note?: string | undefined },
): Promise<void> {
  await parts.change(async tx => {
    const session = await lockSession(tx, sessionId)
    if (!session) throw new Refusal('session.unknown')
    if (session.state !== 'ended') insist(whyNotKick({ state: 'live' }, by))
    const ended = await writeEnd(parts, tx, session, { reason: 'kicked', endedBy: by.name, note })
    await endWork(parts, tx, sessionId)
    if (ended.now && session.person_id !== by.id) await oweKickNotice(tx, session, parts.now())
  })
}
