import type { BookingWish } from '@taxi/contract/bookings.ts'
import type { Span } from './span.ts'
import { clockOfMinute, DAY, minuteOfClock } from './wall-clock.ts'

/** A wish with everything chosen. */
export type Wish = BookingWish & { weeks: number }

/** What is chosen in the week, as the fields of the sheet have it. */
export function chosenWish(wish: Wish, span: Span, minutes: number): Wish {
  return { ...wish, date: span.date, start_time: clockOfMinute(span.from), duration_min: minutes }
}

/** Where a wish stands in the week; what goes on after midnight is not drawn. */
export function spanOfWish(wish: Pick<Wish, 'date' | 'start_time' | 'duration_min'>): Span {
  const from = minuteOfClock(wish.start_time)
  return { date: wish.date, from, to: Math.min(DAY, from + wish.duration_min) }
}

/** How often a wish may be repeated, in weeks. */
export const REPEATS = [1, 2, 3, 4, 6, 8, 12, 26]

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440]

/** The lengths to choose from: the usual ones up to the longest, and the one that was dragged. */
export function lengthsFor(chosen: number, longest: number): number[] {
  const usual = LENGTHS.filter(minutes => minutes <= longest)
  return [...new Set([...usual, chosen])].toSorted((a, b) => a - b)
}
