import type { EndReason } from '@taxi/contract/sessions.ts'
import type { SessionFacts } from './session.ts'

export type TimerReason = Extract<
  EndReason,
  'timeout' | 'idle' | 'disconnect' | 'start_failed' | 'booking_due' | 'no_show'
>
/** An instant at which a session ends unless something changes, and why. */
export interface TimerEnd {
  at: Date
  reason: TimerReason
}

const MINUTE = 60_000
/** A machine that is still coming up may be booting. */
export const MACHINE_START_MINUTES = 10
/** The machine is up, yet its screen does not come. */
export const SCREEN_START_MINUTES = 3
/** So long a booked seat is kept for whoever does not come. */
export const NO_SHOW_MINUTES = 10

/**
 * Why the session has to end now, or null. When several timers ran out while nobody looked (the server was
 * off), the one that ran out first names the reason.
 */
export function dueEnd(session: SessionFacts, now: Date, awayMinutes: number): TimerReason | null {
  if (session.state === 'ended') return null
  const due = endsOf(session, awayMinutes)
    .filter(end => end.at <= now)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  return due[0]?.reason ?? null
}

/** When the session ends for want of a key, click or move. Nobody can press one before the first picture, or while away. */
export function idleEndsAt(session: SessionFacts): Date | null {
  if (session.state !== 'live' || !session.firstFrameAt) return null
  const last = later(session.lastInputAt, session.firstFrameAt)
  return new Date(last.getTime() + session.idleMinutes * MINUTE)
}

/** When the session's time is over: as it was given, or when somebody else's booking begins. */
export function endOfTime({ endsAt, promised }: Pick<SessionFacts, 'endsAt' | 'promised'>): TimerEnd {
  if (promised && promised.startsAt <= endsAt) return { at: promised.startsAt, reason: 'booking_due' }
  return { at: endsAt, reason: 'timeout' }
}

/** Every timer that runs for the session, each with its end. */
export function endsOf(session: SessionFacts, awayMinutes: number): TimerEnd[] {
  const ends = [endOfTime(session)]
  const idle = idleEndsAt(session)
  if (idle) ends.push({ at: idle, reason: 'idle' })
  if (session.state === 'away' && session.awaySince)
    ends.push({ at: after(session.awaySince, awayMinutes), reason: 'disconnect' })
  if (session.state === 'preparing') ends.push(startEnd(session, awayMinutes))
  return ends
}

/** A seat that is ready and that nobody comes to look at is left like one whose desk was closed; a booked one waits longer. */
function startEnd(session: SessionFacts, awayMinutes: number): TimerEnd {
  const { machine, browser, screen } = session.phases
  const ready = screen ?? browser
  if (ready !== undefined && session.booking) return noShowEnd(session, session.booking)
  if (ready !== undefined) return { at: after(since(session, ready), awayMinutes), reason: 'disconnect' }
  if (machine !== undefined) return { at: after(since(session, machine), SCREEN_START_MINUTES), reason: 'start_failed' }
  return { at: after(session.startedAt, MACHINE_START_MINUTES), reason: 'start_failed' }
}

function noShowEnd({ startedAt }: SessionFacts, { startsAt }: { startsAt: Date }): TimerEnd {
  return { at: after(later(startsAt, startedAt), NO_SHOW_MINUTES), reason: 'no_show' }
}

const since = (session: SessionFacts, ms: number) => new Date(session.startedAt.getTime() + ms)
const after = (from: Date, minutes: number) => new Date(from.getTime() + minutes * MINUTE)
const later = (a: Date | null, b: Date) => (a && a > b ? a : b)
