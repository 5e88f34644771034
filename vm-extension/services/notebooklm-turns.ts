import { footnotes } from '../render/citations.ts'
import { outsideCode } from '../render/fences.ts'
import { arraysIn, at, listAt, textAt } from './jspb.ts'
import type { Said } from './notebooklm-shapes.ts'
import { type FoundTurn, foundTurn, instant, type Source } from './service.ts'

const QUESTION = 1

/** One question or one answer; none when an answer ended before it began. */
export function turnOf(said: Said, sources: Source[]): FoundTurn[] {
  const [id, time, kind] = said
  const when = instant((time[0] ?? 0) + (time[1] ?? 0) / 1e9)
  if (kind === QUESTION) return [foundTurn({ role: 'user', id, at: when, markdown: textAt(said, 3)?.trim() ?? '' })]
  const answer = at(said, 4, 0)
  const text = textAt(answer, 0)
  if (!text) return []
  const notes = footnotes()
  const cited = citedIn(answer)
  const markdown = withMarks(text, cited.length, number => {
    const source = sourceOf(cited[number - 1]?.source ?? '', sources)
    const quotes = cited.filter(each => each.source === source.id).map(({ quote }) => quote)
    const quote = [...new Set(quotes.filter(Boolean))].join(' … ')
    return notes.cite({ url: source.url ?? `source:${source.id}`, title: source.title, quote })
  })
  return [foundTurn({ role: 'assistant', id, at: when, markdown: markdown.trim(), citations: notes.citations })]
}

const sourceOf = (id: string, sources: Source[]): Source =>
  sources.find(source => source.id === id) ?? { id, title: 'a source that is no longer there', url: null, kind: 'file' }

/**
 * What the numbers of an answer stand for: number n is the n-th of a list somewhere in the answer, known by its shape
 * `[[chunk], [null, null, score, null, passages, [[[source]]], …]]`.
 */
function citedIn(answer: unknown): { source: string; quote: string }[] {
  const sourceIn = (entry: unknown) => textAt(entry, 1, 5, 0, 0, 0)
  for (const list of arraysIn(answer)) {
    if (list.length === 0 || !list.every(entry => textAt(entry, 0, 0) && sourceIn(entry))) continue
    return list.map(entry => ({ source: sourceIn(entry) ?? '', quote: quoteIn(at(entry, 1, 4)) }))
  }
  return []
}

/** The words of a passage stand in pieces: `[from, to, words]`. */
function quoteIn(passages: unknown): string {
  const pieces = [...arraysIn(passages)].flatMap(piece =>
    typeof piece[0] === 'number' && typeof piece[1] === 'number' ? (textAt(piece, 2) ?? []) : [],
  )
  return pieces.join(' ').replace(/\s+/g, ' ').trim()
}

/** `[1]`, `[1, 2]`, `[1-3]` become marks; a number nothing is known of is no citation. */
function withMarks(text: string, known: number, mark: (number: number) => string): string {
  return outsideCode(text, plain =>
    plain.replace(/ ?\[(\d+(?:\s*[-–,]\s*\d+)*)\](?!\()/g, (whole, numbers: string) => {
      const all = numbers.split(',').flatMap(range)
      return all.length > 0 && all.every(number => number >= 1 && number <= known)
        ? [...new Set(all.map(mark))].join('')
        : whole
    }),
  )
}

function range(written: string): number[] {
  const [from = 0, to = from] = written.split(/[-–]/).map(Number)
  return from <= to && to - from < 100 ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : []
}

/** Which of the notebook's conversations is the running one: the one that changed last. */
export function runningOf(conversations: unknown[]): { id: string; begun: string | null } | null {
  const latest = conversations.toSorted((a, b) => Number(at(b, 2, 0) ?? 0) - Number(at(a, 2, 0) ?? 0))[0]
  const id = textAt(latest, 0)
  return id ? { id, begun: instant(listAt(latest, 1)[0] as number | undefined) } : null
}
