import type { EndReason } from '@taxi/contract/sessions.ts'
import { lineOf } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import type { SessionFacts } from './session.ts'
import type { SlotFacts } from './slot.ts'

/** So long the work goes on without its person at most. */
export const LONGEST_WORK_MINUTES = 60
/** An answer counts as done when nothing was made for so long: one step of a research is followed by the next. */
export const SETTLED_SECONDS = 5

/** Work that goes on at a seat whose session has ended for its person. */
export interface Work {
  endedAt: Date
  until: Date
  generatingSince: Date | null
  /** When the last answer was done. */
  generatedAt: Date | null
  /** When the seat is promised to somebody who booked it. */
  promisedAt: Date | null
}

/** Why this session cannot be left to finish by itself. */
export function whyNotDeliverWhenDone(
  session: Pick<SessionFacts, 'personId' | 'state' | 'generatingSince'>,
  person: { id: string },
): No | null {
  if (session.personId !== person.id) return no('session.unknown')
  if (session.state === 'ended') return no('session.ended')
  return session.generatingSince ? null : no('work.nothing')
}

/** How long the work goes on at longest when its person leaves now: an hour, and no longer than the seat is not promised. */
export function workUntil(session: Pick<SessionFacts, 'promised'>, now: Date): Date | null {
  const longest = now.getTime() + LONGEST_WORK_MINUTES * 60_000
  const until = Math.min(longest, session.promised?.startsAt.getTime() ?? longest)
  return until > now.getTime() ? new Date(until) : null
}

/** Whoever only stayed away while something was being made gets it all the same; every other end takes the seat at once. */
export function workUntilAfter(
  session: Pick<SessionFacts, 'promised' | 'generatingSince'>,
  reason: EndReason,
  now: Date,
): Date | null {
  const stayedAway = reason === 'idle' || reason === 'disconnect'
  return stayedAway && session.generatingSince ? workUntil(session, now) : null
}

/** The answer is there, or may not be waited for any longer. */
export function isWorkOver(work: Work, now: Date): boolean {
  if (work.until <= now || (work.promisedAt && work.promisedAt <= now)) return true
  if (work.generatingSince) return false
  const doneAt = work.generatedAt ?? work.endedAt
  return now.getTime() - doneAt.getTime() >= SETTLED_SECONDS * 1000
}

/** Why this person may not end the work that goes on at this slot: its own person may, administrators, and who is first in line where it is allowed. */
export function whyNotStopWork(slot: SlotFacts, person: Person): No | null {
  const { session } = slot
  if (!session?.workingUntil) return no('work.none')
  if (session.holder.id === person.id || mayPerson(person, 'slots:admin')) return null
  return slot.mayTakeOver && lineOf(slot)[0] === person.id ? null : no('auth.not-allowed')
}
