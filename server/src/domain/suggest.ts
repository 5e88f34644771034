import {
  type BookableSlot,
  type Booked,
  isOutOfReach,
  NOTICE_MINUTES,
  STEP_MINUTES,
  type Wish,
  whyNotBook,
} from './book.ts'
import { daysAhead, type Range, rangeOf, wallTimeOf } from './booking-time.ts'
import type { Person } from './person.ts'

/** A wish that would go through. */
export interface Suggested extends Wish {
  date: string
}

const STEP = STEP_MINUTES * 60_000
const MINUTE = 60_000

/**
 * The nearest times at which a wish would go through at this slot. A free time begins where something ends, or ends
 * where something begins: only those are tried.
 */
export function nearestTimes(
  slot: BookableSlot,
  person: Person,
  wish: Range & { minutes: number },
  booked: Booked,
  { now, zone, most }: { now: Date; zone: string; most: number },
): Suggested[] {
  const wanted = wish.startsAt.getTime()
  return edges(slot, wish, booked, now)
    .flatMap(at => wishAt(at, wish.minutes, now, zone) ?? [])
    .filter(tried => !isOutOfReach(tried) && !whyNotBook(slot, person, tried, booked, now))
    .sort((a, b) => Math.abs(a.startsAt.getTime() - wanted) - Math.abs(b.startsAt.getTime() - wanted))
    .reduce<Suggested[]>(apart, [])
    .slice(0, most)
}

/** Two that overlap would be the same choice twice. */
function apart(chosen: Suggested[], next: Suggested): Suggested[] {
  const overlaps = chosen.some(({ startsAt, endsAt }) => startsAt < next.endsAt && endsAt > next.startsAt)
  return overlaps ? chosen : [...chosen, next]
}

function edges(slot: BookableSlot, wish: Range & { minutes: number }, { taken }: Booked, now: Date): Date[] {
  const length = wish.minutes * MINUTE
  const seats = [slot.session, ...slot.machines.map(machine => machine.session)].flatMap(seat => seat ?? [])
  const starts = [
    wish.startsAt.getTime(),
    up(now.getTime()),
    up(now.getTime() + NOTICE_MINUTES * MINUTE),
    ...seats.map(seat => up(seat.endsAt.getTime())),
    ...taken.flatMap(({ startsAt, endsAt }) => [up(endsAt.getTime()), down(startsAt.getTime() - length)]),
  ]
  return [...new Set(starts)].map(at => new Date(at))
}

/** null: the clock shows this time twice, and it is the second one, which cannot be asked for. */
function wishAt(at: Date, minutes: number, now: Date, zone: string): Suggested | null {
  const { date, startTime } = wallTimeOf(at, zone)
  const range = rangeOf({ date, startTime }, minutes, zone)
  if (range.startsAt.getTime() !== at.getTime()) return null
  return { ...range, minutes, startTime, date, daysAhead: daysAhead(date, now, zone) }
}

const up = (at: number) => Math.ceil(at / STEP) * STEP
const down = (at: number) => Math.floor(at / STEP) * STEP
