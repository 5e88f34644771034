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

/** Lets the next in line go first: they are offered the slot at once, the person stands behind them. */
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
    await stepBehind(tx, offer.placeId, next.placeId)
    await makeOffer(tx, slot.id, next, now)
    await tellLine(tx, slot)
  })
}

/** Behind the next, and ahead of whoever comes after them: nobody else’s order changes, in this line or in another. */
async function stepBehind(tx: Transaction, own: string, next: string): Promise<void> {
  await tx.$executeRaw`
    WITH between_them AS (
      SELECT id, rank FROM places
      WHERE left_at IS NULL AND rank BETWEEN (SELECT rank FROM places WHERE id = ${own}::uuid)
        AND (SELECT rank FROM places WHERE id = ${next}::uuid)
      ORDER BY rank FOR UPDATE),
    moved AS (
      SELECT id, coalesce(lag(rank) OVER (ORDER BY rank), max(rank) OVER ()) AS rank FROM between_them)
    UPDATE places SET rank = moved.rank FROM moved WHERE places.id = moved.id`
}
