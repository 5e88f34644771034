import type { OfferView } from '@taxi/contract/queue.ts'

/** The turns that are still held, the one that ends first on top. */
export const openTurns = (offers: readonly OfferView[], now: Date): OfferView[] =>
  offers
    .filter(offer => Date.parse(offer.expires_at) > now.getTime())
    .toSorted((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at))

/** Whole seconds a turn is still held, never less than none; of a request, those left to answer. */
export const secondsLeft = (offer: Pick<OfferView, 'expires_at'>, now: Date): number =>
  Math.max(0, Math.ceil((Date.parse(offer.expires_at) - now.getTime()) / 1000))
