import { personOf } from '../db/read/person.ts'
import { readSessionFacts } from '../db/read/session.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { whyNoRoom } from '../db/write/why-no-room.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { whyNotHandOver, whyNotHandTo } from '../domain/hand-over.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/**
 * Ends the person's session in favour of a colleague, who sits down as soon as what the person leaves is sealed; tabs
 * stay open. Repeated for the same colleague, it answers the same.
 */
export async function handOverSession(
  parts: Pick<Parts, 'db' | 'change' | 'config' | 'now'>,
  { personId, sessionId, heirId }: { personId: string; sessionId: string; heirId: string },
): Promise<void> {
  const meant = await parts.db.sessions.findFirst({ where: { id: sessionId, person_id: personId } })
  if (!meant) throw new Refusal('session.unknown')
  await parts.change(async tx => {
    const slot = await lockSlot(tx, meant.slot_id)
    const session = await lockSession(tx, sessionId)
    const facts = session && (await readSessionFacts(tx, sessionId))
    if (!slot || !facts) throw new Refusal('session.unknown')
    if (session.handed_to === heirId) return
    insist(whyNotHandOver(facts, { id: personId }))
    const heir = await tx.people.findUnique({ where: { id: heirId, disabled_at: null } })
    insist(whyNotHandTo(slot, heir && personOf(heir), parts.now()))
    if (heir && (await whyNoRoom(tx, heir.id))) throw new Refusal('hand-over.full', { name: heir.name })
    await tx.sessions.update({ where: { id: sessionId }, data: { handed_to: heirId } })
    await writeEnd(parts, tx, session, { reason: 'handed_over' })
  })
}
