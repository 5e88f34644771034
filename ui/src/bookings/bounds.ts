import type { Calendar } from '@taxi/contract/bookings.ts'
import type { Bounds } from './drag.ts'
import type { Span } from './span.ts'
import { DAY, laterDate, wallOf } from './wall-clock.ts'

/** So many days ahead one may book. */
export const AHEAD_DAYS = 14
/** The longest booking, in minutes; a whole machine may be had for a day. */
export const longestOf = (kind: 'account' | 'desktop' | 'phone') => (kind === 'desktop' ? DAY : 480)
/** Bookings begin at every fifth minute. */
const STEP = 5

/** What can be chosen on each day of the week. */
export function boundsOf(week: Pick<Calendar, 'zone'>, now: Date, longest: number, taken: Span[]) {
  const today = wallOf(now, week.zone)
  const last = laterDate(today.date, AHEAD_DAYS)
  return (date: string): Bounds => {
    if (date < today.date || date > last) return { earliest: DAY, longest, taken }
    const earliest = date === today.date ? Math.ceil(today.minute / STEP) * STEP : 0
    return { earliest, longest, taken }
  }
}
