import { Refused } from '@taxi/contract/client.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { isInstant } from '../words/refusal-text.ts'
import { dateText } from './book-texts.ts'
import { clockOfMinute, wallOf } from './wall-clock.ts'

/** A refusal with its times as the week beside it has them: by the company’s clock, and without the date that was wished for. */
export function onCompanyClock(error: unknown, zone: string, wished: string, locale: Locale): unknown {
  if (!(error instanceof Refused)) return error
  const { status, code, message, id, next } = error
  const details = Object.entries(error.details).map(([name, value]) => [
    name,
    isInstant(value) ? timeText(value, zone, wished, locale) : value,
  ])
  return new Refused(status, { code, message, id, ...(next ? { next } : {}), details: Object.fromEntries(details) })
}

function timeText(instant: string, zone: string, wished: string, locale: Locale): string {
  const { date, minute } = wallOf(instant, zone)
  const clock = clockOfMinute(minute)
  return date === wished ? clock : `${dateText(date, locale, 'plain')}, ${clock}`
}
