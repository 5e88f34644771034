import type { Phase, SessionState } from '@taxi/contract/sessions.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'

/** Everything the rules ask about a session. */
export interface SessionFacts {
  id: string
  personId: string
  state: SessionState
  startedAt: Date
  firstFrameAt: Date | null
  lastInputAt: Date | null
  awaySince: Date | null
  endsAt: Date
  phases: Partial<Record<Phase, number>>
  /** What it was promised by, and since when: its person has some minutes from then to come. */
  booking: { id: string; startsAt: Date; endsAt: Date } | null
  /** The next booking of somebody else at its seat. */
  promised: { name: string; startsAt: Date } | null
  /** How many people wait for its slot. */
  wantedBy: number
  /** Who looks over its person's shoulder at this moment. */
  watchedBy: string[]
  generatingSince: Date | null
  workingUntil: Date | null
  /** Of its slot. */
  maxMinutes: number
  idleMinutes: number
}

/** However often it is extended, a session never lasts longer than this. */
export const LONGEST_SESSION_HOURS = 24

const MINUTE = 60_000

/** When the session would end if it were extended now: its full time again, within the longest of all. */
export function extendedEnd(session: SessionFacts, now: Date): Date {
  const full = now.getTime() + session.maxMinutes * MINUTE
  const longest = session.startedAt.getTime() + LONGEST_SESSION_HOURS * 60 * MINUTE
  const promised = session.promised?.startsAt.getTime() ?? Number.POSITIVE_INFINITY
  return new Date(Math.max(session.endsAt.getTime(), Math.min(full, longest, promised)))
}

/** The answer changes with events only, never with the mere passing of time: buttons shown stay true. */
export function whyNotExtend(
  session: Pick<SessionFacts, 'personId' | 'state' | 'startedAt' | 'endsAt' | 'promised' | 'wantedBy'>,
  person: Pick<Person, 'id'>,
): No | null {
  const why = whyNotUse(session, person)
  if (why) return why
  if (session.wantedBy > 0) return no('session.wanted', { count: String(session.wantedBy) })
  const { promised } = session
  if (promised && session.endsAt >= promised.startsAt)
    return no('session.promised', { holder: promised.name, from: promised.startsAt.toISOString() })
  const longest = session.startedAt.getTime() + LONGEST_SESSION_HOURS * 60 * MINUTE
  return session.endsAt.getTime() >= longest ? no('session.longest') : null
}

export function whyNotRelease(
  session: Pick<SessionFacts, 'personId' | 'state'>,
  person: Pick<Person, 'id'>,
): No | null {
  return whyNotUse(session, person)
}

export function whyNotOpenDesk(
  session: Pick<SessionFacts, 'personId' | 'state'>,
  person: Pick<Person, 'id'>,
): No | null {
  return whyNotUse(session, person)
}

/** A page that was let in comes back: its own person's, or that of somebody who looks over their shoulder. */
export function whyNotStayAtDesk(
  session: Pick<SessionFacts, 'personId' | 'state'>,
  person: Person,
  isPage: boolean,
): No | null {
  const watches = isPage && session.personId !== person.id
  return watches ? whyNotWatch(session, person) : whyNotOpenDesk(session, person)
}

/** Somebody with `slots:admin` looks over another's shoulder. */
export function whyNotWatch(session: Pick<SessionFacts, 'personId' | 'state'>, person: Person): No | null {
  if (!mayPerson(person, 'slots:admin')) return no('session.unknown')
  if (session.personId === person.id) return no('desk.own')
  return session.state === 'ended' ? no('session.ended') : null
}

/** Somebody with `slots:admin` sees the screens of those who sit, their own too. */
export function whyNotSeeScreen(session: Pick<SessionFacts, 'state'>, person: Person): No | null {
  if (!mayPerson(person, 'slots:admin')) return no('session.unknown')
  return session.state === 'ended' ? no('session.ended') : null
}

/** Somebody with `slots:admin` ends anybody's session. */
export function whyNotKick(session: { state: SessionState } | null, person: Person): No | null {
  if (!mayPerson(person, 'slots:admin')) return no('auth.not-allowed')
  if (!session) return no('session.unknown')
  return session.state === 'ended' ? no('session.ended') : null
}

/** Another person's session is as good as none: its existence is not told. */
function whyNotUse(session: Pick<SessionFacts, 'personId' | 'state'>, person: Pick<Person, 'id'>): No | null {
  if (session.personId !== person.id) return no('session.unknown')
  return session.state === 'ended' ? no('session.ended') : null
}
