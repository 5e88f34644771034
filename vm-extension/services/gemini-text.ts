import type { Footnotes } from '../render/citations.ts'
import { outsideCode } from '../render/fences.ts'
import { arraysIn, isAddress, type Jspb } from './jspb.ts'

/** Sources by the number the text cites them with. */
export type Cited = ReadonlyMap<number, { url: string; title: string }>

/** Lines that only hold the place of something the page draws: a card, a picture, a document. */
const PLACEHOLDER = /^[ \t]*(?:\[[^\]\n]*\]\()?https?:\/\/googleusercontent\.com\/\w+\/\d+\)?[ \t]*(?:\n|$)/gm
const CITE = /[ \t]?\[cite:\s*([\d,\s]+)\]/g

/** The text of an answer: what the page does not show goes, sources become footnotes, the rest stays as it was written. */
export function textOf(text: string, cited: Cited, notes: Footnotes): string {
  return outsideCode(text, plain =>
    plain
      .replace(PLACEHOLDER, '')
      .replace(CITE, (_, numbers: string) => marksOf(numbers, cited, notes))
      .replace(/\[cite_start\]/g, '')
      .replace(/\[span_\d+\]\((?:start|end)_span\)/g, ''),
  )
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function marksOf(numbers: string, cited: Cited, notes: Footnotes): string {
  const sources = numbers.split(',').flatMap(number => cited.get(Number(number)) ?? [])
  return sources.length > 0 ? notes.cite(...sources) : ''
}

/** Sources wherever they stand: `[[icon, address, title], number]`. */
export function citedIn(value: Jspb): Cited {
  const cited = new Map<number, { url: string; title: string }>()
  for (const [source, number] of arraysIn(value)) {
    if (!Array.isArray(source) || typeof number !== 'number' || cited.has(number)) continue
    const [icon, url, title] = source
    if ((icon === null || typeof icon === 'string') && isAddress(url) && typeof title === 'string')
      cited.set(number, { url, title: title || url })
  }
  return cited
}
