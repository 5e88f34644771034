import type { Locale } from '@taxi/contract/shapes.ts'

/** Whose clock and language an instant is told in. */
export interface Telling {
  zone: string
  locale: Locale
  now: Date
}

/** An instant for people: `15:00`, and on another day `Mon, 23 Nov, 15:00`. */
export function timeInWords(at: Date, { zone, locale, now }: Telling): string {
  const language = locale === 'en' ? 'en-GB' : 'ru-RU'
  const { day, time: clock } = formatsOf(language, zone)
  const time = clock.format(at)
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`
}

/** What fills a sentence: an instant among it as people read it. */
export function detailsInWords(details: Record<string, string>, telling: Telling): Record<string, string> {
  const read = (value: string) => (isInstant(value) ? timeInWords(new Date(value), telling) : value)
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, read(value)]))
}

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)

interface Formats {
  day: Intl.DateTimeFormat
  time: Intl.DateTimeFormat
}
const made = new Map<string, Formats>()

/** Kept: making them takes a tenth of a millisecond, and each of two hundred refusals at once would make its own. */
function formatsOf(language: string, timeZone: string): Formats {
  const key = `${language} ${timeZone}`
  const formats = made.get(key) ?? {
    day: new Intl.DateTimeFormat(language, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }),
  }
  made.set(key, formats)
  return formats
}
