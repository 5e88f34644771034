import type { SessionFacts } from './session.ts'
import { endOfTime, endsOf, NO_SHOW_MINUTES, type TimerEnd, type TimerReason } from './timers.ts'

export type WarnedTimer = Exclude<TimerReason, 'start_failed'>

/** That a timer is about to run out: what it is, and how many minutes before. */
export interface Warning {
  sessionId: string
  timer: WarnedTimer
  /** One of the marks. */
  minutes: number
  endsAt: Date
}

const MINUTE = 60_000
/** Minutes before the end at which people are told. */
const MARKS = [1, 5, 10]
/** Who looks at a phone need not hear it three times; whoever left the desk knows. */
const TELEGRAM: Partial<Record<WarnedTimer, number[]>> = {
  timeout: [10, 1],
  idle: [10, 1],
  booking_due: [10, 5],
  no_show: [5, 1],
}

/**
 * What the session's person has to be told by now. Of one timer the nearest mark only: after a standstill nobody hears
 * three warnings at once. A mark as long as the timer itself is none: it would be told at the timer's beginning.
 */
export function dueWarnings(session: SessionFacts, now: Date, awayMinutes: number): Warning[] {
  if (session.state === 'ended') return []
  const over = endOfTime(session)
  return endsOf(session, awayMinutes).flatMap(({ at, reason }) => {
    if (reason === 'start_failed' || at <= now) return []
    // What can no longer happen before the session's time is over is not worth a word.
    if (reason !== over.reason && at >= over.at) return []
    const left = at.getTime() - now.getTime()
    const mark = MARKS.find(minutes => left <= minutes * MINUTE)
    if (!mark || mark >= wholeMinutes(session, { at, reason }, awayMinutes)) return []
    return [{ sessionId: session.id, timer: reason, minutes: mark, endsAt: at }]
  })
}

/** Whether Telegram tells it too. */
export function isForTelegram({ timer, minutes }: Pick<Warning, 'timer' | 'minutes'>): boolean {
  return TELEGRAM[timer]?.includes(minutes) ?? false
}

function wholeMinutes(session: SessionFacts, { at, reason }: TimerEnd, awayMinutes: number): number {
  if (reason === 'idle') return session.idleMinutes
  if (reason === 'disconnect') return awayMinutes
  if (reason === 'no_show') return NO_SHOW_MINUTES
  return (at.getTime() - session.startedAt.getTime()) / MINUTE
}

/** Whether its timer still ends then: not when a key was pressed, the desk opened again or the session extended. */
export function isStillDue(warning: Warning, session: SessionFacts, awayMinutes: number): boolean {
  if (session.state === 'ended') return false
  return endsOf(session, awayMinutes).some(
    ({ at, reason }) => reason === warning.timer && at.getTime() === warning.endsAt.getTime(),
  )
}

/** Whole minutes until it, for people; a warning may be told late. */
export function minutesLeft({ endsAt }: Pick<Warning, 'endsAt'>, now: Date): number {
  return Math.max(1, Math.round((endsAt.getTime() - now.getTime()) / MINUTE))
}

/** The warning's name: the key of its row. */
export function warningKey({ sessionId, timer, minutes, endsAt }: Warning): string {
  return [sessionId, timer, minutes, endsAt.getTime()].join(' ')
}

export function warningOf(key: string): Warning {
  const [sessionId = '', timer, minutes, endsAt] = key.split(' ')
  return { sessionId, timer: timer as WarnedTimer, minutes: Number(minutes), endsAt: new Date(Number(endsAt)) }
}
