import { outsideCode } from '../render/fences.ts'
import { dollarFormulas } from '../render/formulas.ts'
import { isPrivateResult } from './perplexity-private.ts'
import {
  type Entry,
  Final,
  MarkdownBlock,
  type Result,
  SourcesBlock,
  type Step,
  Steps,
  WebResultBlock,
} from './perplexity-shapes.ts'

/** A source an answer may cite. */
export interface Named {
  url: string
  title: string
}

/** The answer as it was written. The service tells it up to four times; empty when it told none. */
export function answerIn(entry: Entry): string {
  const blocks = entry.blocks ?? []
  const written = (usage: RegExp) =>
    blocks
      .filter(({ intended_usage }) => usage.test(intended_usage ?? ''))
      .flatMap(({ markdown_block }) => MarkdownBlock.safeParse(markdown_block).data ?? [])
      .map(({ answer, chunks }) => answer || (chunks ?? []).join(''))
      .filter(Boolean)
  const whole = written(/^ask_text$/)[0] || written(/^ask_text_\d+_markdown$/).join('\n\n')
  return whole || finalOf(entry)?.answer || (typeof entry.answer === 'string' ? entry.answer : '')
}

/** What was done for the answer, step by step. */
export const stepsIn = ({ text }: Entry): Step[] => Steps.safeParse(parsed(text)).data ?? []

/** The sources by the numbers the text cites them with, counted from 1 in every entry. */
export function sourcesOf(entry: Entry): Map<number, Named | null> {
  const numbered = new Map<number, Named | null>()
  allResults(entry).forEach((result, index) => {
    numbered.set(index + 1, named(result))
  })
  // Where the service says the number itself, it is right.
  for (const { citation, web_result } of parts(entry, 'sources_mode_block', SourcesBlock).flatMap(({ rows }) => rows))
    if (citation && web_result) numbered.set(citation, named(web_result))
  return numbered
}

/** What the search found and the person uploaded, in the order of their numbers. */
export function allResults(entry: Entry): Result[] {
  const found = parts(entry, 'web_result_block', WebResultBlock).flatMap(({ web_results }) => web_results)
  return found.length > 0 ? found : (finalOf(entry)?.web_results ?? [])
}

type Blocks = NonNullable<Entry['blocks']>[number]

/** All blocks of one kind that have the shape they should. */
export function parts<T>(
  { blocks }: Entry,
  kind: keyof Blocks & string,
  shape: { safeParse(given: unknown): { data?: T | undefined } },
): T[] {
  return (blocks ?? []).flatMap(block => {
    const { data } = shape.safeParse(block[kind])
    return data === undefined ? [] : [data]
  })
}

/** The text with its numbers replaced by marks; a number without a source is no citation. */
export function withMarks(text: string, sources: Map<number, Named | null>, mark: (source: Named) => string): string {
  const marked = outsideCode(text, plain =>
    plain
      .split(/(\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\]|\\\([\s\S]+?\\\))/)
      .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/\[(\d{1,3})\](?!\()/g, instead)))
      .join(''),
  )
  return dollarFormulas(marked)

  function instead(whole: string, number: string): string {
    const source = sources.get(Number(number))
    if (source === undefined) return whole
    return source === null ? '' : mark(source)
  }
}

/** A file the person uploaded may have no address. What was found in the account's own memory has no name here. */
function named(result: Result): Named | null {
  if (isPrivateResult(result)) return null
  const title = result.name || result.url || ''
  return title ? { url: result.url || `source:${title}`, title } : null
}

function finalOf(entry: Entry) {
  const final = stepsIn(entry).find(({ step_type }) => step_type === 'FINAL')
  return Final.safeParse(parsed(final?.content?.answer ?? entry.text)).data
}

function parsed(told: unknown): unknown {
  if (typeof told !== 'string') return told
  try {
    return JSON.parse(told)
  } catch {
    return null
  }
}
