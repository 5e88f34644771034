import type { Locale, Permission } from '@taxi/contract/shapes.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Words } from '../words/en.ts'
import { refusalText } from '../words/refusal-text.ts'

/** Why the button is not for now, as a sentence; null when it may be pressed. */
export function whyNot(permission: Permission, slot: SlotView, words: Words, locale: Locale, now: Date): string | null {
  if (permission === true) return null
  // The permission carries the code alone; who and until when stand on the slot.
  const kept = permission.code === 'slot.held' ? slot.held : null
  const details = {
    holder: kept?.name ?? slot.holder?.name ?? words.board.somebody,
    until: kept?.expires_at ?? slot.until ?? '',
  }
  return refusalText(permission.code, details, locale, now) ?? permission.code
}

/** The same for what a person may do with their own session. */
export function whyNotSession(permission: Permission, words: Words, locale: Locale): string | null {
  if (permission === true) return null
  return refusalText(permission.code, {}, locale) ?? words.form.problem
}
