import type { Waiting } from '../../domain/line.ts'
import { OFFER_SECONDS } from '../../domain/offer.ts'
import type { Transaction } from '../client.ts'
import { oweOfferNotice } from './owe-offer-notice.ts'

/** Holds the slot for this person; the index keeps a second offer out. */
export async function makeOffer(tx: Transaction, slotId: string, to: Waiting, now: Date): Promise<void> {
  const offer = await tx.offers.create({
    data: {
      slot_id: slotId,
      person_id: to.personId,
      place_id: to.placeId,
      expires_at: new Date(now.getTime() + OFFER_SECONDS * 1000),
    },
  })
  await oweOfferNotice(tx, offer)
}
