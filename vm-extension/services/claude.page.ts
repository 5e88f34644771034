import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'
import { mimeOf } from './mime-of.ts'
import type { Shown, ShownTurn } from './shown.ts'

const BODY = '.standard-markdown, .progressive-markdown'
// In a project its name stands before the chat's, as a link.
const TITLE = '[data-testid="chat-title-split"] button .truncate, [data-testid="chat-title-button"] .truncate'

/** Claude's list: one article per message, a window of them mounted. Documents open in a panel beside it. */
export const claudePage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/^\/chat\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  title: ({ document }) =>
    document.querySelector(TITLE)?.textContent?.trim() || document.title.replace(/ [-–—] Claude$/, '').trim(),
  model: ({ document }) =>
    document
      .querySelector('[data-testid="model-selector-dropdown"]')
      ?.getAttribute('aria-label')
      ?.replace(/^[^:]*:\s*/, '') || null,
  generating: '[data-is-streaming="true"]',
  turns: '[role="article"]',
  key: turn => String(placeOf(turn) ?? '') || null,
  order: placeOf,
  // «Message 2 of 60», in whatever language.
  total: ({ document }) => {
    const label = document.querySelector('[role="article"]')?.getAttribute('aria-label')
    const total = label?.match(/\d+/g)?.[1]
    return total === undefined ? null : Number(total)
  },

  read(turn, { url }) {
    const key = claudePage.key(turn) ?? ''
    const typed = turn.querySelector('[data-testid="user-message"], [data-user-message-bubble]')
    const answer = turn.querySelector('.font-claude-response')
    if (!answer) {
      const markdown = typed ? plainText(typed) : ''
      return shownTurn({ key, role: 'user', markdown, images: uploadsIn(turn, url), attachments: filesIn(turn) })
    }
    const notes = footnotes()
    const bodies = [...answer.querySelectorAll(BODY)].filter(body => !body.parentElement?.closest(BODY))
    const markdown = bodies.map(body => said(body, notes)).join('\n\n')
    for (const link of answer.querySelectorAll('a[href^="http"]'))
      if (!link.closest(BODY)) notes.list({ url: link.getAttribute('href') ?? '', title: titleOf(link) })
    return shownTurn({ key, role: 'assistant', markdown, attachments: cardsIn(answer), citations: notes.citations })
  },

  beside: ({ document }) => ({ artifacts: openDocument(document) }),
}

function placeOf(turn: Element): number | null {
  const place = turn.getAttribute('data-index')
  if (place !== null) return Number(place)
  const number = turn.getAttribute('aria-label')?.match(/\d+/)?.[0]
  return number === undefined ? null : Number(number) - 1
}

function said(body: Element, notes: ReturnType<typeof footnotes>): string {
  return pageMarkdown(body, {
    citations: {
      at: 'a[class*="group/tag"]',
      mark: chip => notes.cite({ url: chip.getAttribute('href') ?? '', title: titleOf(chip) }),
    },
  })
}

/** A search result is drawn as a title above the site's name. */
const titleOf = (link: Element) => (link.querySelector('p') ?? link).textContent?.trim() ?? ''

function uploadsIn(turn: Element, at: URL): ShownTurn['images'] {
  return [...turn.querySelectorAll('img[src*="/files/"]')].map(image => {
    const name = image.getAttribute('alt') || 'picture'
    return { url: new URL(image.getAttribute('src') ?? '', at).href, alt: '', name, kind: 'upload' }
  })
}

const filesIn = (turn: Element): ShownTurn['attachments'] =>
  named([...turn.querySelectorAll('[data-testid="file-thumbnail"] h3')])

/** Documents and files of an answer: a card says what there is, not what is in it. */
const cardsIn = (answer: Element): ShownTurn['attachments'] =>
  named([...answer.querySelectorAll('.artifact-block-cell')].map(cell => cell.querySelector('.line-clamp-1')))

const named = (labels: (Element | null)[]): ShownTurn['attachments'] =>
  labels.flatMap(label => {
    const name = label?.textContent?.trim()
    return name ? [{ name, mime: mimeOf(name), url: null }] : []
  })

/** The one document the panel shows. */
function openDocument(document: Document): Shown['artifacts'] {
  const panel = document.querySelector('[data-skill-file-viewer]')
  const title = panel?.querySelector('h2')?.getAttribute('title')
  const body = panel?.querySelector(BODY)
  const code = panel?.querySelector('pre code, code')
  if (!title || !(body ?? code)) return []
  const content = body ? pageMarkdown(body) : (code?.textContent ?? '')
  const language = code?.getAttribute('class')?.match(/\blanguage-(\S+)/)?.[1]
  if (body) return [{ id: title, title, type: 'text/markdown', content }]
  return [{ id: title, title, type: 'text/plain', ...(language ? { language } : {}), content }]
}
