import type { SessionView } from '@taxi/contract/sessions.ts'
import type { Words } from '../words/en.ts'

/** Told when a session ends by itself; whoever released it knows already. */
export function endedText(session: SessionView, words: Words): string | null {
  if (session.end_reason === null || session.end_reason === 'manual') return null
  return words.session.ended(session.slot_name, words.session.end[session.end_reason])
}
