import type { Turn } from '@taxi/contract/chat.ts'
import type { CollectedChat } from '../collected.ts'
import { sayWhy } from '../whys.ts'
import { sizeIn } from '../words.ts'
import { besideTurns } from './beside.ts'
import { isCited, withSources } from './footnotes.ts'
import { anchor, escaped } from './html.ts'
import { renderMarkdown, type ShowPicture } from './markdown.ts'
import type { Page } from './page-of.ts'

/** Markdown that still fits the page. */
export interface TextRoom {
  left: number
}

/** One chat as an article: who said what, with code, tables, formulas and pictures. */
export async function chatSection(page: Page, chat: CollectedChat, room: TextRoom): Promise<string> {
  const { words, facts } = page
  const standing =
    chat.status === 'complete' ? '' : ` <span class="tag ${chat.status}">${escaped(words[chat.status])}</span>`
  const open = chat.url.startsWith('http') ? anchor(chat.url, words.openAgain) : ''
  const service = chat.service === facts.slot.service ? facts.slot.serviceName : chat.service
  const about = [escaped(service), escaped(chat.chat?.model ?? ''), open].filter(Boolean).join(' · ')
  const why = chat.why
    ? `<p class="note">${escaped(words.why)}: ${escaped(sayWhy(chat.why, facts.person.locale))}</p>`
    : ''
  const { show, shown } = await page.pictures.of(chat, words)
  const turns = (chat.chat?.turns ?? []).filter(turn => turn.active)
  let body = ''
  for (const turn of turns) {
    if (room.left <= 0) break
    room.left -= Buffer.byteLength(turn.markdown)
    body += turnBlock(page, chat, turn, show, shown)
  }
  if (room.left <= 0) body += `<p class="note">${escaped(words.cutHere)} <code>${escaped(chat.path)}</code></p>`
  // A search that found this chat leads right to it.
  const named = chat.chat ? ` data-chat="${escaped(`${chat.service}/${chat.chat.id}`)}"` : ''
  return `<article class="chat" id="${chat.anchor}"${named}><h3>${escaped(chat.title || words.unnamed)}${standing}</h3>
<p class="meta">${about}</p>${why}
${body}${besideTurns(page, chat, show)}</article>
`
}

function turnBlock(page: Page, chat: CollectedChat, turn: Turn, show: ShowPicture, shown: ReadonlySet<string>): string {
  const { words, facts, clock } = page
  const who = turn.role === 'user' ? words.you : (turn.model ?? facts.slot.serviceName)
  const at = turn.at ? `<time datetime="${escaped(turn.at)}">${clock.time(new Date(turn.at))}</time>` : ''
  const local = new Map(turn.images.flatMap(({ url, path }) => (url && path ? [[url, path]] : [])))
  const docId = `${chat.anchor}-${turn.index}`
  const given = withSources(turn.markdown, turn.citations)
  const text = renderMarkdown(given, turn.role, { words, picture: show, local, docId })
  const more = turn.images
    .filter(image => image.path && !shown.has(image.path))
    .map(image => show(image.path ?? '', image.alt || image.name))
  const elsewhere = turn.images
    .filter(image => !image.path && image.url && !turn.markdown.includes(image.url))
    .map(image => `<p>${anchor(image.url ?? '', image.alt || image.name || image.url || '')}</p>`)
  return `<div class="turn ${turn.role}"><h4><span>${escaped(who)}</span>${at}</h4>
${thinking(page, turn)}<div class="text">${text}${more.join('')}${elsewhere.join('')}</div>
${attachments(page, chat, turn)}${sources(page, turn)}</div>
`
}

function thinking({ words }: Page, turn: Turn): string {
  if (!turn.thinking) return ''
  const text = renderMarkdown(turn.thinking, 'assistant', { words, picture: (_path, alt) => escaped(alt) })
  return `<details><summary>${escaped(words.thinking)}</summary><div class="text">${text}</div></details>\n`
}

function attachments({ words, facts }: Page, { files }: CollectedChat, turn: Turn): string {
  if (turn.attachments.length === 0) return ''
  const rows = turn.attachments.map(({ name, size, path = '' }) => {
    const kept = files.get(path)
    const weight = size || kept?.bytes ? ` · ${escaped(sizeIn(facts.person.locale, size || (kept?.bytes ?? 0)))}` : ''
    return `${escaped(name)}${weight}${kept ? ` · <code>${escaped(kept.path)}</code>` : ''}`
  })
  return `<p class="meta">${escaped(words.attachments)}: ${rows.join(', ')}</p>\n`
}

function sources({ words }: Page, turn: Turn): string {
  const listed = turn.citations.filter(citation => !isCited(citation, turn.markdown))
  if (listed.length === 0) return ''
  const rows = listed.map(
    citation => `<li>${escaped(citation.marker)} ${anchor(citation.url, citation.title || citation.url)}</li>`,
  )
  return `<details><summary>${escaped(words.sources)} · ${rows.length}</summary><ul class="links">${rows.join('')}</ul></details>\n`
}
