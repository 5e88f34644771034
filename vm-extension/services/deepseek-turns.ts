import { footnotes } from '../render/citations.ts'
import { outsideCode } from '../render/fences.ts'
import { dollarFormulas } from '../render/formulas.ts'
import type { DeepSeekMessage, DeepSeekResult } from './deepseek-shapes.ts'
import { mimeOf } from './mime-of.ts'
import { type FoundTurn, foundTurn, instant } from './service.ts'

export function deepseekTurn(message: DeepSeekMessage): FoundTurn {
  const isPersons = message.role.toUpperCase() === 'USER'
  const notes = footnotes()
  const results = resultsOf(message)
  const text = said(message, isPersons ? 'REQUEST' : 'RESPONSE') ?? message.content ?? ''
  const cited = outsideCode(text, plain =>
    plain.replace(/\s?\[citation:(\d+)\]/g, (_, number: string) => {
      const result = results.get(Number(number))
      return result?.url ? notes.cite({ url: result.url, title: result.title ?? '' }) : ''
    }),
  )
  for (const { url, title } of results.values()) if (url) notes.list({ url, title: title ?? '' })
  const thinking = said(message, 'THINK') ?? message.thinking_content
  return foundTurn({
    id: String(message.message_id),
    role: isPersons ? 'user' : 'assistant',
    markdown: isPersons ? text : dollarFormulas(cited).trim(),
    at: instant(message.inserted_at),
    ...(thinking ? { thinking } : {}),
    // Their bytes have no address that is known.
    attachments: (message.files ?? []).map(({ file_name, file_size }) => {
      const name = file_name ?? 'file'
      return { name, mime: mimeOf(name), size: file_size ?? 0 }
    }),
    citations: notes.citations,
  })
}

/** Newer messages come in pieces, each of a kind. */
function said({ fragments }: DeepSeekMessage, type: string): string | null {
  const pieces = (fragments ?? []).filter(fragment => fragment.type === type)
  return pieces.length > 0 ? pieces.map(({ content }) => content ?? '').join('\n\n') : null
}

/** What was found, by the number it is cited with. */
function resultsOf({ fragments, search_results }: DeepSeekMessage): Map<number, DeepSeekResult> {
  const found = [...(search_results ?? []), ...(fragments ?? []).flatMap(({ results }) => results ?? [])]
  return new Map(found.map((result, place) => [result.cite_index ?? place + 1, result]))
}
