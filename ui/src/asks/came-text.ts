import type { AskView } from '@taxi/contract/asks.ts'
import type { Words } from '../words/en.ts'

/** What came of the person’s own request; null while it is open, or when they took it back themselves. */
export function cameText(ask: AskView, words: Words): string | null {
  if (ask.state === 'open' || ask.state === 'withdrawn') return null
  return words.asks.came[ask.state](ask.to.name, ask.slot_name)
}
