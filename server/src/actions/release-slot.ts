import type { Transaction } from '../db/client.ts'
import { readSessionFacts } from '../db/read/session.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotDeliverWhenDone, workUntil } from '../domain/work.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'

/** Which session is meant: the person's last one at a slot, or the one a desk page shows. */
export type Which = { slotId: string } | { sessionId: string }

/**
 * Ends the person's own session. Repeated, also after the slot went to somebody else, it answers the same. `whenDone`:
 * what is being made is waited for without them.
 */
export async function releaseSlot(
  parts: Parts,
  { personId, whenDone = false, ...which }: { personId: string; whenDone?: boolean | undefined } & Which,
): Promise<{ session_id: string; dump_url: string }> {
  const released = await parts.change(async tx => {
    const id = await sessionMeant(tx, personId, which)
    const session = id ? await lockSession(tx, id) : null
    if (!session) throw new Refusal('session.unknown')
    const worksUntil = whenDone && !session.ended_at ? await untilDone(parts, tx, session) : null
    const { session_id, dump_id } = await writeEnd(parts, tx, session, { reason: 'manual', worksUntil })
    parts.faults?.reach('release.written')
    return { session_id, dump_url: `${publicUrl(parts.config)}/app/dumps/${dump_id}` }
  })
  parts.faults?.reach('release.committed')
  return released
}

async function untilDone(
  parts: Pick<Parts, 'now'>,
  tx: Transaction,
  session: { id: string; person_id: string },
): Promise<Date | null> {
  const facts = await readSessionFacts(tx, session.id)
  if (!facts) throw new Refusal('session.unknown')
  insist(whyNotDeliverWhenDone(facts, { id: session.person_id }))
  return workUntil(facts, parts.now())
}

async function sessionMeant(tx: Transaction, person_id: string, which: Which): Promise<string | null> {
  const session = await tx.sessions.findFirst({
    where: { person_id, ...('slotId' in which ? { slot_id: which.slotId } : { id: which.sessionId }) },
    orderBy: { started_at: 'desc' },
    select: { id: true },
  })
  return session?.id ?? null
}
