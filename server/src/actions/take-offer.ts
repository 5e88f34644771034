import { readOffer } from '../db/read/queue.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { type OccupiedSlot, writeTurn } from '../db/write/write-turn.ts'
import { insist, no } from '../domain/no.ts'
import { sessionToReturnTo } from '../domain/occupy.ts'
import { whyNotAnswer } from '../domain/offer.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** Sits down on the turn that is held for this person. Repeated, it answers the same session. */
export async function takeOffer(
  parts: Pick<Parts, 'db' | 'change' | 'now'>,
  { person, offerId }: { person: Person; offerId: string },
): Promise<OccupiedSlot> {
  const asked = performance.now()
  const meant = await readOffer(parts.db, offerId)
  if (!meant) throw new Refusal('offer.unknown')
  return parts.change(async tx => {
    const slot = await lockSlot(tx, meant.slotId)
    const offer = await readOffer(tx, offerId)
    if (!slot || !offer) throw new Refusal('offer.unknown')
    const again = offer.outcome === 'taken' && offer.personId === person.id && sessionToReturnTo(slot, person)
    const now = parts.now()
    if (!again) insist(whyNotAnswer(offer, person, now) ?? (slot.held?.id === offerId ? null : no('offer.gone')))
    return writeTurn(tx, slot, person, { now, asked })
  })
}
