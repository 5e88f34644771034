import { type Footnotes, footnotes } from '../render/citations.ts'
import { citedIn, textOf } from './gemini-text.ts'
import { arraysIn, at, type Jspb, listAt, textAt } from './jspb.ts'
import { languageOf } from './language-of.ts'
import type { Artifact } from './service.ts'

const CANVAS = 2

/** A document beside the chat, as one turn left it. */
export interface Document extends Artifact {
  sources: Footnotes['citations']
}

/** Canvases and research reports of one answer; `unread` is how many of them have no text in the answer. */
export function documentsIn(candidate: Jspb): { documents: Document[]; unread: number } {
  const chips = new Set((textAt(candidate, 1, 0) ?? '').match(/googleusercontent\.com\/immersive_entry_chip\/\d+/g))
  const told = listAt(candidate, 30).filter(item => isDocument(item) || (chips.size > 0 && textAt(item, 4) !== null))
  const documents = told.flatMap(readable)
  return { documents, unread: Math.max(0, Math.max(told.length, chips.size) - documents.length) }
}

/** Cards of other kinds stand at the same place: a document is a canvas, has a task that writes it, or is spoken of. */
const isDocument = (item: Jspb) => at(item, 10) === CANVAS || textAt(item, 3) !== null

function readable(item: Jspb): Document[] {
  const text =
    at(item, 10) === CANVAS ? (longest(at(item, 8)) ?? textAt(item, 4)) : (textAt(item, 4) ?? textAt(item, 17, 0))
  if (!text) return []
  const title = textAt(item, 2) ?? textAt(item, 9) ?? ''
  const language = languageOf(textAt(item, 9) ?? '')
  const id = textAt(item, 1) ?? textAt(item, 0) ?? title
  if (language) return [{ id, title, type: 'code', language, content: text, versions: [text], sources: [] }]
  const notes = footnotes()
  const content = withSources(textOf(text, citedIn(item), notes), notes)
  return [{ id, title, type: 'text/markdown', content, versions: [content], sources: notes.citations }]
}

/** A document keeps its footnotes with it. */
export function withSources(text: string, { citations }: Footnotes): string {
  const notes = citations
    .filter(({ marker }) => marker)
    .map(({ marker, title, url }) => `${marker}: [${title}](${url})`)
  return notes.length > 0 ? `${text}\n\n${notes.join('\n')}` : text
}

function longest(value: Jspb): string | null {
  const texts =
    typeof value === 'string' ? [value] : [...arraysIn(value)].flat().filter(each => typeof each === 'string')
  return texts.sort((a, b) => b.length - a.length)[0] || null
}

/** What a research is to do, before it is begun: `[title, [[null, step, what], …], …]`. */
export function planIn(media: Jspb, turn: string): Artifact[] {
  for (const value of [at(media, 55), at(media, 56)]) {
    const title = textAt(value, 0)
    const steps = listAt(value, 1).flatMap(step => {
      const [name, what] = [textAt(step, 1), textAt(step, 2)]
      return name ? [{ name, what }] : []
    })
    if (title && steps.length > 0) return [planOf(turn, title, steps)]
  }
  return []
}

export function planOf(turn: string, title: string, steps: { name: string; what: string | null }[]): Artifact {
  const content = steps.map(({ name, what }, index) => `${index + 1}. **${name}**${what ? `: ${what}` : ''}`).join('\n')
  return { id: `plan:${turn.replace(/^r_/, '')}`, title, type: 'text/markdown', content, versions: [content] }
}

/** The documents of a chat: what several turns left of the same one are its versions. */
export function versionsOf(documents: Artifact[]): Artifact[] {
  const kept = new Map<string, Artifact>()
  for (const { id, title, type, language, content } of documents) {
    const known = kept.get(id)
    const versions = known?.versions.at(-1) === content ? known.versions : [...(known?.versions ?? []), content]
    kept.set(id, { id, title, type, ...(language ? { language } : {}), content, versions })
  }
  return [...kept.values()]
}
