import { type LineFacts, nextBehind, nextInLine, type Waiting } from './line.ts'
import { type No, no } from './no.ts'
import { promiseAt } from './promised.ts'
import { isFreeOfSessions, keptAt, type SlotFacts } from './slot.ts'

/** So long a turn is held. */
export const OFFER_SECONDS = 90
/** That many turns let pass in silence cost the place. */
export const IGNORED_TO_DROP = 2

/** A turn as its row tells it. */
export interface OfferFacts {
  id: string
  slotId: string
  personId: string
  placeId: string
  expiresAt: Date
  /** null: still held. */
  outcome: string | null
}

/** What the clock has to do about a slot's turn now. */
export type Due = { type: 'ignored' } | { type: 'withdrawn' } | { type: 'offer'; to: Waiting } | null

export function dueAt(slot: SlotFacts, now: Date): Due {
  const { held } = slot
  // A turn that would have to end at once is none: the slot is promised to somebody who booked it.
  const free = isFreeOfSessions(slot, now) && !promiseAt(slot, now)
  if (held && !(free && slot.line.some(waiting => waiting.placeId === held.placeId && !waiting.full)))
    return { type: 'withdrawn' }
  if (held) return held.expiresAt <= now ? { type: 'ignored' } : null
  const to = free && !keptAt(slot, now) ? nextInLine(slot) : null
  return to && { type: 'offer', to }
}

/** Why this person may not answer this turn any more. */
export function whyNotAnswer(offer: OfferFacts, person: { id: string }, now: Date): No | null {
  if (offer.personId !== person.id) return no('offer.unknown')
  return offer.outcome || offer.expiresAt <= now ? no('offer.gone') : null
}

export function whyNotPostpone(slot: LineFacts, placeId: string): No | null {
  return nextBehind(slot, placeId) ? null : no('offer.nobody-behind')
}
