import { closeFences } from '../render/fences.ts'
import { Cited } from './claude-shapes.ts'

/** A place in a text that cites a source; `at` is where the cited words end. */
export interface CitedPlace {
  at: number
  url: string
  title: string
}

/** The sources of a text, in reading order. What has no address cannot be named. */
export function citedPlaces(citations: readonly unknown[]): CitedPlace[] {
  const places = citations.flatMap(given => {
    const cited = Cited.safeParse(given)
    const url = cited.data?.url || cited.data?.details?.url
    return cited.data && url ? [{ at: cited.data.end_index, url, title: cited.data.title || url }] : []
  })
  return places.toSorted((a, b) => a.at - b.at)
}

/** The text with a mark behind everything cited. Citations are ranges: one may end anywhere. */
export function withMarks(text: string, places: CitedPlace[], mark: (...sources: CitedPlace[]) => string): string {
  const byPlace = Map.groupBy(places, ({ at }) => placeFor(text, at))
  let out = ''
  let from = 0
  for (const [at, sources] of [...byPlace].toSorted(([a], [b]) => a - b)) {
    out += text.slice(from, at)
    // A line that ends code must stay alone, or the code would go on.
    out += (/(?:^|\n) {0,3}(?:`{3,}|~{3,})$/.test(out) ? '\n\n' : '') + mark(...sources)
    from = at
  }
  return out + text.slice(from)
}

/** Not before spaces that end the range, not inside a word, and never inside code. */
function placeFor(text: string, end: number): number {
  let at = Math.min(Math.max(end, 0), text.length)
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1
  while (at > 0 && /[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1))) at += 1
  const before = text.slice(0, at)
  if (closeFences(before) !== before) return text.length
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const inCode = (line.match(/`/g) ?? []).length % 2 === 1
  const closing = text.indexOf('`', at)
  return inCode && closing >= 0 ? closing + 1 : at
}

/** Texts of one answer, one after the other: the service cuts one where a source or a tool comes in between. */
export function joined(parts: readonly string[]): string {
  return parts
    .reduce((before, after) => {
      const goesOn = /\S$/.test(before) && /^(?: \S|[,.;:!?)])/.test(after)
      return before.trim() === '' || goesOn ? before + after : `${before.trimEnd()}\n\n${after.replace(/^\n+/, '')}`
    }, '')
    .trim()
}
