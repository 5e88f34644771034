import type { Calendar } from '@taxi/contract/bookings.ts'
import { DAY, instantAt, type Wall, wallOf } from './wall-clock.ts'

/** A stretch of one day, in minutes of its clock; `to` is 1440 when it lasts until midnight. */
export interface Span {
  date: string
  from: number
  to: number
}
type Week = Pick<Calendar, 'zone' | 'days'>
const MINUTE = 60_000

/** A time range cut at the midnights between, each piece in its day; days that are not shown are left out. */
export function spansOf(range: { starts_at: string; ends_at: string }, { zone, days }: Week): Span[] {
  const start = wallOf(range.starts_at, zone)
  const end = endOf(range, start, zone)
  return days
    .map(({ date }) => ({
      date,
      from: date === start.date ? start.minute : 0,
      to: date === end.date ? end.minute : DAY,
    }))
    .filter(({ date, from, to }) => date >= start.date && date <= end.date && from < to)
}

/** Clocks that are set back may show an earlier time at the end than at the start: then the length counts. */
function endOf(range: { starts_at: string; ends_at: string }, start: Wall, zone: string): Wall {
  const end = wallOf(range.ends_at, zone)
  if (end.date !== start.date || end.minute > start.minute) return end
  const lasts = (Date.parse(range.ends_at) - Date.parse(range.starts_at)) / MINUTE
  return { date: end.date, minute: Math.min(DAY, start.minute + lasts) }
}

/** How many real minutes pass between a span's start and end: not what the clock shows when it is changed between. */
export function minutesOf(span: Span, { zone, days }: Week): number {
  const day = days.find(({ date }) => date === span.date)
  if (!day) return span.to - span.from
  const start = instantAt(day.starts_at, span.from, zone)
  const end = span.to === DAY ? new Date(day.ends_at) : instantAt(day.starts_at, span.to, zone)
  return Math.max(0, (end.getTime() - start.getTime()) / MINUTE)
}

export const overlap = (a: Span, b: Span) => a.date === b.date && a.from < b.to && b.from < a.to
