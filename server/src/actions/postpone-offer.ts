import type { Transaction } from '../db/client.ts'
import { readOffer } from '../db/read/queue.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { makeOffer } from '../db/write/make-offer.ts'
import { settleOffer } from '../db/write/settle-offer.ts'
import { tellLine } from '../db/write/tell-line.ts'
import { nextBehind } from '../domain/line.ts'
import { insist } from '../domain/no.ts'
import { whyNotAnswer, whyNotPostpone } from '../domain/offer.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** Swaps the person with the next in line, who is offered the slot at once. */
export async function postponeOffer(
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
    insist(whyNotAnswer(offer, { id: personId }, now) ?? whyNotPostpone(slot, offer.placeId))
    const next = nextBehind(slot, offer.placeId)
    if (!next) throw new Refusal('offer.nobody-behind')
    await settleOffer(tx, offerId, 'later', now)
    await swapRanks(tx, offer.placeId, next.placeId)
    await makeOffer(tx, slot.id, next, now)
    await tellLine(tx, slot)
  })
}

async function swapRanks(tx: Transaction, one: string, other: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE places SET rank = swapped.rank
    FROM places swapped
    WHERE (places.id, swapped.id) IN ((${one}::uuid, ${other}::uuid), (${other}::uuid, ${one}::uuid))`
}
