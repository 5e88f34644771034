import type { Locale } from '@taxi/contract/shapes.ts'

/** Instants in the company's zone. */
export interface DumpClock {
  /** `2026-11-21`, for file names. */
  day(at: Date): string
  /** `2026-11-21-1305`, for file names. */
  stamp(at: Date): string
  /** For people: `21 November 2026, 13:05`. */
  moment(at: Date): string
  /** For people: `13:05`. */
  time(at: Date): string
  dayInWords(at: Date): string
}

export function dumpClock(timeZone: string, locale: Locale): DumpClock {
  const language = locale === 'en' ? 'en-GB' : 'ru-RU'
  const iso = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const long = new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const inWords = (at: Date) => long.format(at).replace(/\s?г\.$/, '')
  return {
    day: at => iso.format(at),
    stamp: at => `${iso.format(at)}-${hours.format(at).replace(':', '')}`,
    moment: at => `${inWords(at)}, ${hours.format(at)}`,
    time: at => hours.format(at),
    dayInWords: inWords,
  }
}
