import type { Locale } from '@taxi/contract/shapes.ts'
import type { Words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import type { Span } from './span.ts'
import { clockOfMinute, DAY } from './wall-clock.ts'

/** `1 h 30 min`. */
export const lengthText = (minutes: number, words: Words) =>
  words.bookings.hours(Math.floor(minutes / 60), minutes % 60)

/** `Mon 23 Nov`, plain `23 Nov`: a date of the calendar, whatever zone the reader is in. */
export function dateText(date: string, locale: Locale, look: 'weekday' | 'plain' = 'weekday'): string {
  return dayFormat(locale, { timeZone: 'UTC', ...(look === 'plain' ? { weekday: undefined } : {}) })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '')
}

/** `15:00–16:30`; midnight is the end of this day here, not the start of the next. */
export const spanText = (span: Span) =>
  `${clockOfMinute(span.from)}–${span.to === DAY ? '24:00' : clockOfMinute(span.to)}`

/** `Mon 23 Nov, 15:00–16:30`, by the clock of the reader. */
export function rangeText(range: { starts_at: string; ends_at: string }, locale: Locale): string {
  const day = dayFormat(locale).format(new Date(range.starts_at)).replace(',', '')
  return `${day}, ${clockTime(range.starts_at, locale)}–${clockTime(range.ends_at, locale)}`
}

const dayFormat = (locale: Locale, options: Intl.DateTimeFormatOptions = {}) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...options,
  })
