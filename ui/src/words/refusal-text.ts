import { Refused } from '@taxi/contract/client.ts'
import { isRefusalCode, nextStepOf, sentenceOf } from '@taxi/contract/refusals.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { Words } from './en.ts'
import { clockOrDay } from './times.ts'

export interface Trouble {
  text: string
  /** What can be done instead. */
  next: string | null
  /** To quote to the administrator; only where something broke. */
  id: string | null
}

/** What went wrong, in the person's language. */
export function troubleOf(error: unknown, words: Words, locale: Locale, now = new Date()): Trouble {
  if (!(error instanceof Refused))
    return { text: sentenceOf('server.failed', locale, { id: '' }), next: null, id: null }
  if (error.code === 'server.unreachable') return { text: words.line.unreachable, next: null, id: null }
  const id = error.status >= 500 && error.id ? error.id : null
  const details = { id: error.id, ...error.details }
  const text = refusalText(error.code, details, locale, now) ?? error.message
  return { text, next: nextStepText(error.code, details, locale, now) ?? error.next ?? null, id }
}

/** The sentence of a refusal; instants among its details become local time. Null for a code we do not know. */
export function refusalText(
  code: string,
  details: Record<string, string>,
  locale: Locale,
  now = new Date(),
): string | null {
  return isRefusalCode(code) ? sentenceOf(code, locale, readable(details, locale, now)) : null
}

/** What the person can do instead; null where there is nothing, or for a code we do not know. */
export function nextStepText(
  code: string,
  details: Record<string, string>,
  locale: Locale,
  now = new Date(),
): string | null {
  return isRefusalCode(code) ? nextStepOf(code, locale, readable(details, locale, now)) : null
}

function readable(details: Record<string, string>, locale: Locale, now: Date): Record<string, string> {
  const texts = Object.entries(details).map(([name, value]) => [
    name,
    isInstant(value) ? clockOrDay(value, now, locale) : value,
  ])
  return Object.fromEntries(texts)
}

/** Is this detail of a refusal a moment? */
export const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)
