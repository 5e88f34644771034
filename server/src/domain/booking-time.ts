import { Temporal } from 'temporal-polyfill'

/** A date and a time of day as the company's wall clock shows them. */
export interface WallTime {
  /** `2026-11-21` */
  date: string
  /** `14:30` */
  startTime: string
}
/** Half-open: who ends at three is no neighbour in the way of who begins at three. */
export interface Range {
  startsAt: Date
  endsAt: Date
}

const MINUTE = 60_000

/**
 * The instants a booking means. An hour that the clock skips in spring is the one after it, an hour that comes twice
 * in autumn is its first; the length is real minutes, whatever the clock does meanwhile.
 */
export function rangeOf({ date, startTime }: WallTime, minutes: number, zone: string): Range {
  const start = Temporal.PlainDateTime.from(`${date}T${startTime}`).toZonedDateTime(zone, {
    disambiguation: 'compatible',
  })
  const startsAt = new Date(start.epochMilliseconds)
  return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * MINUTE) }
}

/** What the company's clock shows at an instant. */
export function wallTimeOf(at: Date, zone: string): WallTime {
  const there = zoned(at, zone)
  return {
    date: there.toPlainDate().toString(),
    startTime: there.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

/** How many calendar days ahead of today a date lies there; negative when it is past. */
export function daysAhead(date: string, now: Date, zone: string): number {
  return zoned(now, zone).toPlainDate().until(Temporal.PlainDate.from(date), { largestUnit: 'day' }).days
}

/** The same weekday that many weeks later. */
export function weeksLater(date: string, weeks: number): string {
  return Temporal.PlainDate.from(date).add({ weeks }).toString()
}

/** Days from this date on, each from midnight to midnight: one of 23 or 25 hours twice a year. */
export function daysFrom(date: string, count: number, zone: string): (Range & { date: string })[] {
  const first = Temporal.PlainDate.from(date)
  const midnight = (day: number) => new Date(first.add({ days: day }).toZonedDateTime(zone).epochMilliseconds)
  return Array.from({ length: count }, (_, day) => ({
    date: first.add({ days: day }).toString(),
    startsAt: midnight(day),
    endsAt: midnight(day + 1),
  }))
}

const zoned = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
