import type { OfferView } from '@taxi/contract/queue.ts'
import { openTurns } from '@taxi/ui/queue/open-turns.ts'

export interface TurnChanges {
  /** Turns the person has not been told of yet. */
  tell: OfferView[]
  /** Ids of turns that are over: their notifications go. */
  over: string[]
  /** Everything told so far that still counts. */
  told: string[]
}

/** What changed since the person was last told. A notification that was waved away does not come back. */
export function turnChanges(offers: readonly OfferView[], told: readonly string[], now: Date): TurnChanges {
  const open = openTurns(offers, now)
  const ids = new Set(open.map(offer => offer.id))
  return {
    tell: open.filter(offer => !told.includes(offer.id)),
    over: told.filter(id => !ids.has(id)),
    told: [...ids],
  }
}
