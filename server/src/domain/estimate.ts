import type { WaitEstimate } from '@taxi/contract/queue.ts'
import { endOfSeat, type Promised, promisesOf, SHORTEST_TURN_MINUTES } from './promised.ts'
import { isFreeOfSessions, isOver, type SlotFacts, slotStateOf } from './slot.ts'

/** How long sessions of a slot usually were: a quarter was shorter than the first, a quarter longer than the second. */
export interface Lengths {
  shortMin: number
  longMin: number
}

const MINUTE = 60_000

/** The wait behind this many people, from the holder's end, past lengths and bookings; null when nothing is known. */
export function estimateOf(
  slot: SlotFacts & { lengths: Lengths | null },
  ahead: number,
  now: Date,
): WaitEstimate | null {
  const { why, session } = slotStateOf(slot, now)
  if (why) return null
  const turn = slot.lengths ?? { shortMin: slot.maxMinutes / 2, longMin: slot.maxMinutes }
  let [from, to] = [0, 1]
  if (session?.workingUntil) to = Math.max(1, (session.workingUntil.getTime() - now.getTime()) / MINUTE)
  if (session && !isOver(session) && !isFreeOfSessions(slot, now)) {
    const gone = (now.getTime() - session.startedAt.getTime()) / MINUTE
    const left = Math.max(0, (endOfSeat(slot, session, now).getTime() - now.getTime()) / MINUTE)
    from = within(turn.shortMin - gone, left)
    // Who stays longer than most may stay to the end.
    to = turn.longMin > gone ? within(turn.longMin - gone, left) : left
  }
  const bookings = promisesOf(slot).filter(({ endsAt }) => endsAt > now)
  const from_min = Math.floor(besideBookings(bookings, from + ahead * turn.shortMin, now))
  const to_min = Math.ceil(besideBookings(bookings, to + ahead * turn.longMin, now))
  return { from_min, to_min: Math.max(from_min + 1, to_min) }
}

/** The wait, with the time of every booking that begins before it is over. */
function besideBookings(bookings: Promised[], minutes: number, now: Date): number {
  return bookings.reduce((wait, { startsAt, endsAt }) => {
    const over = now.getTime() + (wait + SHORTEST_TURN_MINUTES) * MINUTE
    const begins = Math.max(startsAt.getTime(), now.getTime())
    return startsAt.getTime() > over ? wait : wait + (endsAt.getTime() - begins) / MINUTE
  }, minutes)
}

/** The soonest of several lines. */
export function soonest(estimates: (WaitEstimate | null)[]): WaitEstimate | null {
  const known = estimates.filter(estimate => estimate !== null)
  if (!known.length) return null
  return {
    from_min: Math.min(...known.map(estimate => estimate.from_min)),
    to_min: Math.min(...known.map(estimate => estimate.to_min)),
  }
}

const within = (minutes: number, most: number) => Math.min(Math.max(0, minutes), most)
