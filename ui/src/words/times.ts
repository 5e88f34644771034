import type { Locale } from '@taxi/contract/shapes.ts'
import type { Words } from './en.ts'

const MINUTE = 60_000

/** Clocks that people see tick every five seconds: so much beyond a whole minute is not another one. */
const TICK = 6_000

/** Whole minutes until `instant`, rounded up so that the last minute counts as one; 0 when it has passed. */
export function minutesUntil(instant: string, now: Date): number {
  const left = Date.parse(instant) - now.getTime()
  return left <= 0 ? 0 : Math.max(1, Math.ceil((left - TICK) / MINUTE))
}

/** `15:04`. */
export function clockTime(instant: string, locale: Locale): string {
  return new Date(instant).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** The clock time, with the day when it is not today: `15:04`, `21 Nov, 15:04`. */
export function clockOrDay(instant: string, now: Date, locale: Locale): string {
  const date = new Date(instant)
  if (date.toDateString() === now.toDateString()) return clockTime(instant, locale)
  const otherYear = date.getFullYear() !== now.getFullYear()
  const day = date.toLocaleDateString(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    ...(otherYear ? { year: 'numeric' } : {}),
  })
  return `${day}, ${clockTime(instant, locale)}`
}

/** `21 Nov`, with the year when it is another one. */
export function dayOf(instant: string, now: Date, locale: Locale): string {
  const date = new Date(instant)
  return date.toLocaleDateString(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  })
}

/** When something was: relative under an hour, the clock after that. */
export function whenText(instant: string, now: Date, words: Pick<Words, 'time'>, locale: Locale): string {
  const passed = now.getTime() - Date.parse(instant)
  if (passed >= 60 * MINUTE) return clockOrDay(instant, now, locale)
  return words.time.ago(Math.max(0, Math.floor(passed / MINUTE)))
}
