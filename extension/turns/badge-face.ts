import type { OfferView } from '@taxi/contract/queue.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import { openOnes } from '@taxi/ui/live/own-sessions.ts'
import { openTurns } from '@taxi/ui/queue/open-turns.ts'
import { minutesUntil } from '@taxi/ui/words/times.ts'

export interface BadgeFace {
  text: string
  pressing: boolean
}

/** What the icon says: a turn is waiting, or the minutes left of one's own session; null when neither. */
export function badgeFace(sessions: readonly SessionView[], offers: readonly OfferView[], now: Date): BadgeFace | null {
  if (openTurns(offers, now).length > 0) return { text: '!', pressing: false }
  const ends = openOnes(sessions)
    .map(session => session.ends_at)
    .toSorted()[0]
  if (!ends) return null
  const left = minutesUntil(ends, now)
  return { text: String(left), pressing: left <= 5 }
}
