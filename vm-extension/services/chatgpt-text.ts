import { type Footnotes, withoutTracking } from '../render/citations.ts'
import { dollarFormulas } from '../render/formulas.ts'
import { type Message, Reference } from './chatgpt-shapes.ts'

type Told = NonNullable<Message['metadata']> | null

/** The text of an answer as Markdown: marks become footnotes, formulas get dollars, the rest stays as it was written. */
export function textOf(text: string, metadata: Told, notes: Footnotes): string {
  const references = (metadata?.content_references ?? []).flatMap(given => {
    const reference = Reference.safeParse(given)
    return reference.success ? [reference.data] : []
  })
  const cited = oldMarks(newMarks(text, references, notes), metadata?.citations ?? [], notes)
  for (const { sources } of references) for (const source of sources ?? []) notes.list(website(source))
  return dollarFormulas(withoutMarks(cited))
}

function newMarks(text: string, references: Reference[], notes: Footnotes): string {
  let out = text
  let from = 0
  for (const reference of references) {
    const mark = reference.matched_text?.trim()
    if (!mark) continue
    const at = out.indexOf(mark, from) >= 0 ? out.indexOf(mark, from) : out.indexOf(mark)
    if (at < 0) continue
    const instead = standIn(reference, notes)
    out = out.slice(0, at) + instead + out.slice(at + mark.length)
    from = at + instead.length
  }
  return out
}

/** What stands in the text where the reference was. */
function standIn(reference: Reference, notes: Footnotes): string {
  const { items, url, title, alt } = reference
  const sites = (items ?? []).flatMap(item => [item, ...(item.supporting_websites ?? [])])
  if (sites.length > 0) return notes.cite(...sites.map(website))
  if (url) return notes.cite(website({ url, title }))
  return alt ?? ''
}

const website = ({ url, title, attribution }: { url: string; title?: string | null; attribution?: string | null }) => ({
  url: withoutTracking(url),
  title: title || attribution || url,
})

/** Chats of before 2025: `【11†(Name)】`, with the place of each mark. */
function oldMarks(text: string, citations: unknown[], notes: Footnotes): string {
  return text.replace(/【(\d+)†([^】]*)】/g, mark => {
    const found = citations
      .map(given => given as { start_ix?: number; metadata?: { title?: string; url?: string } })
      .find(({ start_ix }) => text.indexOf(mark) === start_ix)
    const url = found?.metadata?.url
    return url ? notes.cite(website({ url, title: found.metadata?.title ?? null })) : ''
  })
}

/** Marks nothing was told about go; a mark that carries its own words leaves them. */
function withoutMarks(text: string): string {
  return text
    .replace(/\uE200entity\uE202(\[[^\uE201]*\])\uE201/g, (_, told: string) => nameIn(told))
    .replace(/\uE200[^\uE200\uE201]*\uE201/g, '')
    .replace(/[\uE200-\uE202]/g, '')
}

function nameIn(told: string): string {
  try {
    const [, name] = JSON.parse(told)
    return typeof name === 'string' ? name : ''
  } catch {
    return ''
  }
}
