import { Refused } from '@taxi/contract/client.ts'
import { isRefusalCode, sentenceOf } from '@taxi/contract/refusals.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { Words } from './en.ts'
import { clockOrDay } from './times.ts'

export interface Trouble {
  text: string
  /** To quote to the administrator; only where something broke. */
  id: string | null
}

/** What went wrong, in the person's language. */
export function troubleOf(error: unknown, words: Words, locale: Locale, now = new Date()): Trouble {
  if (!(error instanceof Refused)) return { text: sentenceOf('server.failed', locale, { id: '' }), id: null }
  if (error.code === 'server.unreachable') return { text: words.line.unreachable, id: null }
  const id = error.status >= 500 && error.id ? error.id : null
  const text = refusalText(error.code, { id: error.id, ...error.details }, locale, now) ?? error.message
  return { text, id }
}

/** The sentence of a refusal; instants among its details become local time. Null for a code we do not know. */
export function refusalText(
  code: string,
  details: Record<string, string>,
  locale: Locale,
  now = new Date(),
): string | null {
  if (!isRefusalCode(code)) return null
  const readable = Object.entries(details).map(([name, value]) => [
    name,
    isInstant(value) ? clockOrDay(value, now, locale) : value,
  ])
  return sentenceOf(code, locale, Object.fromEntries(readable))
}

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)
