import type { Locale } from '@taxi/contract/shapes.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Words } from '../words/en.ts'
import { dayOf } from '../words/times.ts'

/** What is left of the account's quotas: `12 Deep Research left, resets 3 Dec`; null when the service did not say. */
export function quotaText({ quotas = [] }: SlotView, now: Date, words: Words, locale: Locale): string | null {
  const each = quotas.map(({ what, left, resets_at }) =>
    words.board.quota(what, left, resets_at && dayOf(resets_at, now, locale)),
  )
  return each.length > 0 ? each.join(' · ') : null
}
