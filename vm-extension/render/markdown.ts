import type { Artifact, Asset, Citation, TaxiChat, Turn } from '@taxi/contract/chat.ts'
import { closeFences, fenced, outsideCode, outsideFences } from './fences.ts'
import { frontMatter } from './front-matter.ts'
import { type Words, wordsFor } from './words.ts'

/**
 * A chat as one Markdown file: front matter, then the branch the person saw. What the service wrote is
 * Markdown already and stays as it is; pictures point to the files beside it.
 */
export function chatMarkdown(chat: TaxiChat): string {
  const words = wordsFor(chat)
  const turns = chat.turns.filter(turn => turn.active)
  const others = chat.turns.length - turns.length
  const parts = [
    frontMatter(chat),
    `# ${oneLine(chat.title) || words.untitled}`,
    ...(chat.status === 'partial' ? [`> ${words.partial}${chat.why ? ` (${oneLine(chat.why)})` : ''}`] : []),
    ...turns.map((turn, index) => turnMarkdown(turn, `${index + 1}`, words)),
    ...chat.artifacts.map((artifact, index) => artifactMarkdown(artifact, `d${index + 1}`)),
    ...(chat.assets ?? []).map(asset => assetMarkdown(asset)),
    ...(chat.sources?.length ? [sourcesMarkdown(chat.sources, words)] : []),
    ...(others > 0 ? [`---\n\n${words.others(others)}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function turnMarkdown(turn: Turn, number: string, words: Words): string {
  const by = [turn.role === 'user' ? words.user : words.assistant, turn.model].filter(Boolean).join(' · ')
  const placed = withLocalPictures(withFootnotes(closeFences(turn.markdown), turn, number), turn)
  const parts = [
    `## ${by}${turn.at ? ` · ${turn.at.slice(0, 16).replace('T', ' ')} UTC` : ''}`,
    ...(turn.thinking ? [collapsed(words.thinking, turn.thinking)] : []),
    ...(placed.text ? [placed.text] : []),
    ...placed.left.map(picture),
    ...turn.attachments
      .filter(({ url }) => !url || !turn.markdown.includes(`](${url})`))
      .map(file => `${words.file}: ${file.path ? link(file.name, file.path) : escaped(file.name)}`),
    ...(turn.tools ?? []).map(tool => collapsed(tool.name, `${fenced(tool.input)}\n\n${fenced(tool.output)}`)),
    ...(turn.citations.length ? [sources(turn, number, words)] : []),
  ]
  return parts.join('\n\n')
}

/** Every turn counts its sources from 1; in one file each mark is there once. */
function withFootnotes(text: string, { citations }: Turn, number: string): string {
  const marks = new Set(citations.map(({ marker }) => marker).filter(isFootnote))
  if (marks.size === 0) return text
  return outsideCode(text, plain =>
    plain.replace(/\[\^[^\]\s]+\]/g, mark => (marks.has(mark) ? footnote(mark, number) : mark)),
  )
}

/** A document has its footnotes with it. */
const ownFootnotes = (text: string, number: string) =>
  outsideCode(text, plain => plain.replace(/\[\^([^\]\s]+)\]/g, (mark: string) => footnote(mark, number)))

const isFootnote = (marker: string) => /^\[\^[^\]\s]+\]$/.test(marker)
const footnote = (marker: string, number: string) => `[^${number}-${marker.slice(2, -1)}]`

/** Pictures the text already shows get their local path there; the others come after the text. */
function withLocalPictures(text: string, { images, attachments }: Turn): { text: string; left: Turn['images'] } {
  const left: Turn['images'] = []
  for (const image of images) {
    const { url, path } = image
    if (!url || !text.includes(`](${url}`)) left.push(image)
    else if (path) text = outsideFences(text, plain => plain.replaceAll(`](${url}`, `](${encoded(path)}`))
  }
  for (const { url, path } of attachments)
    if (url && path) text = outsideFences(text, plain => plain.replaceAll(`](${url})`, `](${encoded(path)})`))
  return { text, left }
}

const picture = ({ alt, name, path, url }: Turn['images'][number]) =>
  `![${escaped(alt || name)}](${encoded(path ?? url ?? name)})`
const link = (name: string, path: string) => `[${escaped(name)}](${encoded(path)})`

function sources({ citations }: Turn, number: string, words: Words): string {
  const notes = citations
    .filter(({ marker }) => isFootnote(marker))
    .map(citation => `${footnote(citation.marker, number)}: ${source(citation)}`)
  const lines = citations
    .filter(({ marker }) => !isFootnote(marker))
    .map(citation => `- ${citation.marker ? `${escaped(citation.marker)} ` : ''}${source(citation)}`)
  const list = lines.length > 0 ? [`${words.sources}:\n\n${lines.join('\n')}`] : []
  return [...(notes.length > 0 ? [notes.join('\n')] : []), ...list].join('\n\n')
}

function source({ url, title, quote }: Pick<Citation, 'title' | 'quote'> & { url: string | null }): string {
  const named = url && /^https?:/.test(url) ? link(title || url, url) : escaped(title || url || '')
  return quote ? `${named}: “${escaped(quote)}”` : named
}

function sourcesMarkdown(list: NonNullable<TaxiChat['sources']>, words: Words): string {
  return `## ${words.sources}\n\n${list.map(each => `- ${source(each)}`).join('\n')}`
}

/** A text document reads as one; anything else stands as code. */
function artifactMarkdown({ title, type, language, content, path }: Artifact, number: string): string {
  const head = `## ${path ? link(title, path) : oneLine(title)}`
  const isText = /markdown/.test(type) && !language
  const text = isText ? ownFootnotes(closeFences(content), number) : fenced(content, language)
  return content ? `${head}\n\n${text}` : head
}

function assetMarkdown({ title, kind, prompt, model, at, path, url }: Asset): string {
  const address = encoded(path ?? url ?? '')
  const shown = kind === 'image' ? `![${escaped(title)}](${address})` : `[${escaped(title || kind)}](${address})`
  const about = [model, at && `${at.slice(0, 16).replace('T', ' ')} UTC`].filter(Boolean).join(' · ')
  return [`## ${oneLine(prompt || title)}`, ...(address ? [shown] : []), ...(about ? [about] : [])].join('\n\n')
}

function collapsed(summary: string, text: string): string {
  const safe = outsideFences(closeFences(text), plain => plain.replace(/<(\/?)(details|summary)/gi, '&lt;$1$2'))
  return `<details><summary>${summary.replace(/[<>&]/g, '')}</summary>\n\n${safe}\n\n</details>`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const escaped = (text: string) => oneLine(text).replace(/[\\[\]]/g, '\\$&')
/** Spaces and brackets would end the address. */
const encoded = (path: string) =>
  path.replace(/[\s()<>]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
