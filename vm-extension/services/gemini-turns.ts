import type { Artifact } from '@taxi/contract/chat.ts'
import { footnotes } from '../render/citations.ts'
import { documentsIn, planIn } from './gemini-documents.ts'
import { filmsIn, picturesIn, uploadsIn } from './gemini-media.ts'
import type { GeminiTurn } from './gemini-shapes.ts'
import { citedIn, textOf } from './gemini-text.ts'
import { at, type Jspb, listAt, textAt } from './jspb.ts'
import { type FoundTurn, foundTurn, instant } from './service.ts'

const FINISHED = 2

/** One turn as it was read. */
export interface ReadTurn {
  turns: FoundTurn[]
  /** Answers the person did not choose. */
  drafts: FoundTurn[]
  artifacts: Artifact[]
  /** Documents the answer speaks of and does not hold. */
  unread: number
  finished: boolean
}

/** One question, the answer the person sees, and the drafts beside it. */
export function readTurn(turn: GeminiTurn): ReadTurn {
  const [[, id]] = turn
  const candidates = listAt(turn, 3, 0).filter(candidate => textAt(candidate, 0) !== null)
  const chosen = candidates.find(candidate => at(candidate, 0) === at(turn, 3, 3)) ?? candidates[0]
  const answer = chosen === undefined ? null : answerOf(turn, chosen, id)
  const { documents, unread } = documentsIn(chosen)
  const sources = documents.flatMap(document => document.sources)
  if (answer) answer.citations.push(...listed(sources, answer.citations))
  const state = at(chosen, 8, 0)
  return {
    turns: [...questionOf(turn, id), ...(answer ? [answer] : [])],
    drafts: candidates
      .filter(candidate => candidate !== chosen)
      .flatMap(draft => answerOf(turn, draft, String(at(draft, 0))) ?? [])
      .map(draft => ({ ...draft, active: false })),
    artifacts: [...planIn(at(chosen, 12), id), ...documents],
    unread,
    finished: typeof state !== 'number' || state === FINISHED,
  }
}

/** The service tells one time for a turn, and it is the answer's. */
function questionOf(turn: GeminiTurn, id: string): FoundTurn[] {
  const question = at(turn, 2, 0)
  const markdown = (textAt(question, 0) ?? '').trim()
  const uploads = uploadsIn(Array.isArray(question) ? question.slice(1) : null, id)
  if (!markdown && uploads.attachments.length === 0) return []
  return [foundTurn({ role: 'user', markdown, ...uploads })]
}

function answerOf(turn: GeminiTurn, candidate: Jspb, id: string): FoundTurn | null {
  const media = at(candidate, 12)
  const notes = footnotes()
  const cited = citedIn([at(candidate, 2), media])
  const markdown = textOf(textIn(candidate), cited, notes)
  for (const source of cited.values()) notes.list(source)
  const thinking = textAt(candidate, 37, 0, 0) ?? stepsOf(turn, candidate)
  const answer = foundTurn({
    role: 'assistant',
    id,
    at: instant(Number(at(turn, 4, 0))),
    model: textAt(turn, 3, 21),
    markdown,
    images: picturesIn(media, id),
    attachments: filmsIn(media, id),
    citations: notes.citations,
    ...(thinking ? { thinking } : {}),
  })
  const empty = !markdown && !thinking && answer.images.length === 0 && answer.attachments.length === 0
  return empty && documentsIn(candidate).documents.length === 0 && planIn(media, id).length === 0 ? null : answer
}

/** A card has its text elsewhere. */
function textIn(candidate: Jspb): string {
  const text = textAt(candidate, 1, 0) ?? ''
  const isCard = /^\s*https?:\/\/googleusercontent\.com\/card_content\/\d+/.test(text)
  return isCard || text === '' ? (textAt(candidate, 22, 0) ?? text) : text
}

/** Where the thoughts are not told, at least their headings are. */
function stepsOf(turn: GeminiTurn, candidate: Jspb): string | null {
  if (at(candidate, 0) !== at(turn, 3, 3)) return null
  const steps = listAt(turn, 3, 4).flatMap(step => textAt(step, 5, 0) ?? [])
  return steps.length > 0 ? steps.map(step => `**${step}**`).join('\n\n') : null
}

function listed(sources: FoundTurn['citations'], known: FoundTurn['citations']): FoundTurn['citations'] {
  const fresh = sources.filter(({ url }) => !known.some(citation => citation.url === url))
  return fresh.map(source => ({ ...source, marker: '' }))
}
