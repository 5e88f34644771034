import type { Artifact, Asset, TaxiChat } from '@taxi/contract/chat.ts'
import type { CollectedChat } from '../collected.ts'
import { anchor, escaped } from './html.ts'
import { code, renderMarkdown, type ShowPicture } from './markdown.ts'
import type { Page } from './page-of.ts'

/** What stands beside a chat's turns: documents, what was made without a chat, and what it works with. */
export function besideTurns(page: Page, collected: CollectedChat, show: ShowPicture): string {
  const { chat } = collected
  if (!chat) return ''
  const documents = chat.artifacts.map((artifact, index) => document(page, collected, artifact, index, show))
  const assets = (chat.assets ?? []).map(each => asset(page, collected, each, show))
  return documents.join('') + assets.join('') + workedWith(page, chat)
}

function document(page: Page, chat: CollectedChat, artifact: Artifact, index: number, picture: ShowPicture): string {
  const { words } = page
  const { content, type, language } = artifact
  const file = artifact.path ? inZip(page, chat, artifact.path) : ''
  const docId = `${chat.anchor}-d${index + 1}`
  const text =
    /markdown/.test(type) && !language
      ? `<div class="text">${renderMarkdown(content, 'assistant', { words, picture, docId })}</div>`
      : code(content, language ?? type, page)
  return `<details><summary>${escaped(words.artifacts)}: ${escaped(artifact.title)}</summary>${file}${content ? text : ''}</details>\n`
}

function asset(
  page: Page,
  chat: CollectedChat,
  { title, prompt, kind, model, at, path, url }: Asset,
  show: ShowPicture,
) {
  const made = at ? page.clock.moment(new Date(at)) : ''
  const about = [model ?? '', made].filter(Boolean).map(escaped).join(' · ')
  const elsewhere = url ? `<p>${anchor(url, title || url)}</p>` : ''
  const thing = path ? (kind === 'image' ? show(path, title) : inZip(page, chat, path)) : elsewhere
  return `<div class="asset"><h4>${escaped(prompt || title)}</h4>${thing}${about ? `<p class="meta">${about}</p>` : ''}</div>\n`
}

function workedWith({ words }: Page, { sources = [] }: TaxiChat): string {
  if (sources.length === 0) return ''
  const rows = sources.map(({ title, url }) => `<li>${anchor(url ?? '', title || url || '')}</li>`)
  return `<details><summary>${escaped(words.sources)} · ${rows.length}</summary><ul class="links">${rows.join('')}</ul></details>\n`
}

function inZip({ words }: Page, { files }: CollectedChat, path: string): string {
  return `<p class="note">${escaped(words.inZip)} <code>${escaped(files.get(path)?.path ?? path)}</code></p>`
}
