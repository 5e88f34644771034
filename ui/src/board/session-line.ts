import { phases, type SessionView } from '@taxi/contract/sessions.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { Words } from '../words/en.ts'
import { clockTime, minutesUntil } from '../words/times.ts'

/** Idleness is worth a word when it would end the session this soon. */
const IDLE_WARNING_MINUTES = 10

/** How the person's own session stands, in one line. */
export function sessionLine(session: SessionView, now: Date, words: Words, locale: Locale): string {
  if (session.state === 'preparing') return words.session.preparing(words.session.phase[lastPhase(session)])
  if (session.state === 'away') return words.session.away
  const idle = session.idle_ends_at
  if (idle && idle < session.ends_at && minutesUntil(idle, now) <= IDLE_WARNING_MINUTES)
    return words.session.idleEnds(clockTime(idle, locale))
  const promised = session.promised_at
  if (promised && promised <= session.ends_at) return words.bookings.ends(clockTime(promised, locale))
  return words.session.live
}

const lastPhase = (session: SessionView) => phases.findLast(phase => session.phases[phase] !== undefined) ?? 'lease'
