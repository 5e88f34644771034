import type { AskView } from '@taxi/contract/asks.ts'
import { asksToMe } from '@taxi/ui/live/own-asks.ts'

export interface AskChanges {
  /** Requests the person has not been told of yet. */
  tell: AskView[]
  /** Ids of requests that are over: their notifications go. */
  over: string[]
  /** Everything told so far that still waits for an answer. */
  told: string[]
}

/** What changed since the person was last told. A notification that was waved away does not come back. */
export function askChanges(asks: readonly AskView[], told: readonly string[], now: Date): AskChanges {
  const open = asksToMe(asks, now)
  const ids = new Set(open.map(ask => ask.id))
  return {
    tell: open.filter(ask => !told.includes(ask.id)),
    over: told.filter(id => !ids.has(id)),
    told: [...ids],
  }
}
