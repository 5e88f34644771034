import { readSessionFacts } from '../db/read/session.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { extendedEnd, whyNotExtend } from '../domain/session.ts'
import type { Parts } from '../parts.ts'
import type { Which } from './release-slot.ts'

/** Gives the person's running session its full time again. Returns the session's id. */
export async function extendSession(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, ...which }: { personId: string } & Which,
): Promise<string> {
  return parts.change(async tx => {
    const meant = await tx.sessions.findFirst({
      where: { person_id: personId, ...('slotId' in which ? { slot_id: which.slotId } : { id: which.sessionId }) },
      orderBy: { started_at: 'desc' },
    })
    const session = meant && (await lockSession(tx, meant.id))
    const facts = session && (await readSessionFacts(tx, session.id))
    if (!facts) throw new Refusal('session.unknown')
    insist(whyNotExtend(facts, { id: personId }))
    await tx.sessions.update({ where: { id: session.id }, data: { ends_at: extendedEnd(facts, parts.now()) } })
    await tx.announce({ about: 'slot', id: session.slot_id })
    await tx.announce({ about: 'session', id: session.id })
    return session.id
  })
}
