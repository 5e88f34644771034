import type { TaxiChat, Turn } from '@taxi/contract/chat.ts'
import type { CollectedChat } from '../collected.ts'
import { sayWhy } from '../whys.ts'
import { sizeIn } from '../words.ts'
import { anchor, escaped } from './html.ts'
import { code, renderMarkdown, type ShowPicture } from './markdown.ts'
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
    body += turnBlock(page, turn, show, shown)
  }
  if (room.left <= 0) body += `<p class="note">${escaped(words.cutHere)} <code>${escaped(chat.path)}</code></p>`
  return `<article class="chat" id="${chat.anchor}"><h3>${escaped(chat.title || words.unnamed)}${standing}</h3>
<p class="meta">${about}</p>${why}
${body}${chat.chat ? artifactBlocks(page, chat.chat) : ''}</article>
`
}

function turnBlock(page: Page, turn: Turn, show: ShowPicture, shown: ReadonlySet<string>): string {
  const { words, facts, clock } = page
  const who = turn.role === 'user' ? words.you : (turn.model ?? facts.slot.serviceName)
  const at = turn.at ? `<time datetime="${escaped(turn.at)}">${clock.time(new Date(turn.at))}</time>` : ''
  const text = renderMarkdown(turn.markdown, turn.role, { words, picture: show })
  const more = turn.images
    .filter(image => image.path && !shown.has(image.path))
    .map(image => show(image.path ?? '', image.alt || image.name))
  const elsewhere = turn.images
    .filter(image => !image.path && image.url && !turn.markdown.includes(image.url))
    .map(image => `<p>${anchor(image.url ?? '', image.alt || image.name || image.url || '')}</p>`)
  return `<div class="turn ${turn.role}"><h4><span>${escaped(who)}</span>${at}</h4>
${thinking(page, turn)}<div class="text">${text}${more.join('')}${elsewhere.join('')}</div>
${attachments(page, turn)}${sources(page, turn)}</div>
`
}

function thinking({ words }: Page, turn: Turn): string {
  if (!turn.thinking) return ''
  const text = renderMarkdown(turn.thinking, 'assistant', { words, picture: (_path, alt) => escaped(alt) })
  return `<details><summary>${escaped(words.thinking)}</summary><div class="text">${text}</div></details>\n`
}

function attachments({ words, facts }: Page, turn: Turn): string {
  if (turn.attachments.length === 0) return ''
  const rows = turn.attachments.map(
    file => `${escaped(file.name)}${file.size ? ` · ${escaped(sizeIn(facts.person.locale, file.size))}` : ''}`,
  )
  return `<p class="meta">${escaped(words.attachments)}: ${rows.join(', ')}</p>\n`
}

function sources({ words }: Page, turn: Turn): string {
  if (turn.citations.length === 0) return ''
  const rows = turn.citations.map(
    citation => `<li>${escaped(citation.marker)} ${anchor(citation.url, citation.title || citation.url)}</li>`,
  )
  return `<details><summary>${escaped(words.sources)} · ${rows.length}</summary><ul class="links">${rows.join('')}</ul></details>\n`
}

function artifactBlocks(page: Page, chat: TaxiChat): string {
  return chat.artifacts
    .map(artifact => {
      const body = /markdown/.test(artifact.type)
        ? `<div class="text">${renderMarkdown(artifact.content, 'assistant', { words: page.words, picture: (_path, alt) => escaped(alt) })}</div>`
        : code(artifact.content, artifact.language ?? artifact.type, page)
      return `<details><summary>${escaped(page.words.artifacts)}: ${escaped(artifact.title)}</summary>${body}</details>\n`
    })
    .join('')
}
