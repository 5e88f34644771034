import { readOffer } from '../db/read/queue.ts'
import { endPlaces } from '../db/write/end-places.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { moveTurn } from '../db/write/move-turn.ts'
import { settleOffer } from '../db/write/settle-offer.ts'
import { tellLine } from '../db/write/tell-line.ts'
import { insist } from '../domain/no.ts'
import { whyNotAnswer } from '../domain/offer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** Lets the held turn go, and the place with it; the next in line is offered the slot at once. */
export async function passOffer(
  parts: Pick<Parts, 'db' | 'change' | 'now'>,
  { personId, offerId }: { personId: string; offerId: string },
): Promise<void> {
  const meant = await readOffer(parts.db, offerId)
  if (!meant) throw new Refusal('offer.unknown')
  const now = parts.now()
  await parts.change(async tx => {
    const slot = await lockSlot(tx, meant.slotId)
    const offer = await readOffer(tx, offerId)
    if (!slot || !offer) throw new Refusal('offer.unknown')
    insist(whyNotAnswer(offer, { id: personId }, now))
    await settleOffer(tx, offerId, 'passed', now)
    await endPlaces(tx, { personId, slotId: slot.id, service: slot.service }, 'passed', now)
    await tellLine(tx, slot)
    await moveTurn(tx, slot.id, now)
  })
}
