import type { TaxiChat, Turn } from '@taxi/contract/chat.ts'
import { closeFences, outsideFences } from './fences.ts'
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
    ...turns.map(turn => turnMarkdown(turn, words)),
    ...chat.artifacts.map(
      artifact => `## ${oneLine(artifact.title)}\n\n${fenced(artifact.content, artifact.language)}`,
    ),
    ...(others > 0 ? [`---\n\n${words.others(others)}`] : []),
  ]
  return `${parts.join('\n\n')}\n`
}

function turnMarkdown(turn: Turn, words: Words): string {
  const by = [turn.role === 'user' ? words.user : words.assistant, turn.model].filter(Boolean).join(' · ')
  const placed = withLocalPictures(closeFences(turn.markdown), turn)
  const parts = [
    `## ${by}${turn.at ? ` · ${turn.at.slice(0, 16).replace('T', ' ')} UTC` : ''}`,
    ...(turn.thinking ? [collapsed(words.thinking, turn.thinking)] : []),
    ...(placed.text ? [placed.text] : []),
    ...placed.left.map(picture),
    ...turn.attachments.map(file => `${words.file}: ${file.path ? link(file.name, file.path) : escaped(file.name)}`),
    ...(turn.tools ?? []).map(tool => collapsed(tool.name, `${fenced(tool.input)}\n\n${fenced(tool.output)}`)),
    ...(turn.citations.length ? [sources(turn, words)] : []),
  ]
  return parts.join('\n\n')
}

/** Pictures the text already shows get their local path there; the others come after the text. */
function withLocalPictures(text: string, { images }: Turn): { text: string; left: Turn['images'] } {
  const left: Turn['images'] = []
  for (const image of images) {
    const { url, path } = image
    if (!url || !text.includes(`](${url}`)) left.push(image)
    else if (path) text = outsideFences(text, plain => plain.replaceAll(`](${url}`, `](${encoded(path)}`))
  }
  return { text, left }
}

const picture = ({ alt, name, path, url }: Turn['images'][number]) =>
  `![${escaped(alt || name)}](${encoded(path ?? url ?? name)})`
const link = (name: string, path: string) => `[${escaped(name)}](${encoded(path)})`

function sources({ citations }: Turn, words: Words): string {
  const lines = citations.map(
    ({ url, title, marker }) => `- ${marker ? `${escaped(marker)} ` : ''}${link(title || url, url)}`,
  )
  return `${words.sources}:\n\n${lines.join('\n')}`
}

function collapsed(summary: string, text: string): string {
  const safe = outsideFences(closeFences(text), plain => plain.replace(/<(\/?)(details|summary)/gi, '&lt;$1$2'))
  return `<details><summary>${summary.replace(/[<>&]/g, '')}</summary>\n\n${safe}\n\n</details>`
}

/** A fence longer than any in the text, so that the text cannot end it. */
function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text}\n${marks}`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
const escaped = (text: string) => oneLine(text).replace(/[\\[\]]/g, '\\$&')
/** Spaces and brackets would end the address. */
const encoded = (path: string) =>
  path.replace(/[\s()<>]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
