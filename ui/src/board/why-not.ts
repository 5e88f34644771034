import type { SessionView } from '@taxi/contract/sessions.ts'
import type { Locale, Permission } from '@taxi/contract/shapes.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Words } from '../words/en.ts'
import { nextStepText, refusalText } from '../words/refusal-text.ts'

/** Why the button is not for now and what to do instead, as sentences; null when it may be pressed. */
export function whyNot(permission: Permission, slot: SlotView, words: Words, locale: Locale, now: Date): string | null {
  if (permission === true) return null
  return sentences(permission.code, detailsOf(permission.code, slot, words), locale, now) ?? permission.code
}

/** The same in few words, without what to do instead. */
export function whyNotInShort(
  permission: Permission,
  slot: SlotView,
  words: Words,
  locale: Locale,
  now: Date,
): string | null {
  if (permission === true) return null
  return refusalText(permission.code, detailsOf(permission.code, slot, words), locale, now) ?? permission.code
}

/** The same for what a person may do with their own session; `slot` is where it runs. */
export function whyNotSession(
  permission: Permission,
  words: Words,
  locale: Locale,
  here: { session?: SessionView; slot?: SlotView | undefined } = {},
): string | null {
  if (permission === true) return null
  const details = {
    count: String(here.slot?.queue.waiting ?? ''),
    holder: here.slot?.booking?.name ?? words.board.somebody,
    from: here.session?.promised_at ?? '',
  }
  return sentences(permission.code, details, locale, new Date()) ?? words.form.problem
}

function sentences(code: string, details: Record<string, string>, locale: Locale, now: Date): string | null {
  const says = refusalText(code, details, locale, now)
  const next = nextStepText(code, details, locale, now)
  return says && next ? `${says} ${next}` : says
}

/** The permission carries the code alone; who, from when and until when stand on the slot. */
function detailsOf(code: string, slot: SlotView, words: Words): Record<string, string> {
  const { held, booking, working, holder } = slot
  if (code === 'slot.held' && held) return { holder: held.name, until: held.expires_at }
  if (code === 'slot.booked' && booking)
    return { holder: booking.name, from: booking.starts_at, until: booking.ends_at }
  return { holder: working?.name ?? holder?.name ?? words.board.somebody, until: slot.until ?? '' }
}
