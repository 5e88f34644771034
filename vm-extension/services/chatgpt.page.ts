import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes, withoutTracking } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'
import type { ShownTurn } from './shown.ts'

const BODY = '.markdown'
const REPORT = 'iframe[title="internal://deep-research"]'
const TYPED = '[data-testid="collapsible-user-message-content"], .user-message-bubble-color, .whitespace-pre-wrap'

/** ChatGPT's thread: one section per turn, only those near the viewport mounted. */
export const chatgptPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/\/c\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  title: ({ document }) =>
    document.querySelector('nav a[data-active] .truncate')?.textContent?.trim() || document.title.trim(),
  generating: '[data-testid="stop-button"]',
  turns: '[data-testid^="conversation-turn-"]',
  key: turn => turn.getAttribute('data-turn-id') ?? turn.getAttribute('data-testid'),
  order: turn => {
    const number = turn.getAttribute('data-testid')?.match(/\d+$/)?.[0]
    return number === undefined ? null : Number(number)
  },
  scroller: '[data-scroll-root]',
  // The wrapper of a turn stays when the turn is unmounted.
  total: ({ document }) => {
    const wrappers = [...document.querySelectorAll('#thread div[data-turn-id-container]')]
    const turns = wrappers.filter(wrapper => wrapper.getAttribute('data-turn-id-container') !== 'client-created-root')
    return turns.length > 0 ? turns.length : null
  },

  read(turn, { url }) {
    const messages = [...turn.querySelectorAll('[data-message-author-role]')]
    const role = turn.getAttribute('data-turn') ?? messages[0]?.getAttribute('data-message-author-role')
    const notes = footnotes()
    const bodies = [...turn.querySelectorAll(BODY)].filter(body => !body.parentElement?.closest(BODY))
    const typed = turn.querySelector(TYPED)
    const markdown =
      role === 'user' ? (typed ? plainText(typed) : '') : bodies.map(body => said(body, notes)).join('\n\n')
    return shownTurn({
      key: chatgptPage.key(turn) ?? '',
      id: messages.at(-1)?.getAttribute('data-message-id') ?? null,
      role: role === 'user' ? 'user' : 'assistant',
      markdown,
      model: messages.at(-1)?.getAttribute('data-message-model-slug') ?? null,
      images: picturesIn(turn, role === 'user', url),
      attachments: [...turn.querySelectorAll('.group\\/file-tile .font-semibold')].map(tile => ({
        name: tile.textContent?.trim() ?? '',
        mime: 'application/octet-stream',
        url: null,
      })),
      citations: notes.citations,
      ...(turn.querySelector(REPORT) ? { framed: true } : {}),
    })
  },

  // The shell is almost empty: the report stands in a frame within.
  frame(document) {
    const inner = document.querySelector<HTMLIFrameElement>('iframe#root')?.contentDocument
    const body = inner?.querySelector(BODY)
    if (!body) return null
    const notes = footnotes()
    return { markdown: said(body, notes), citations: notes.citations }
  },
}

function said(body: Element, notes: ReturnType<typeof footnotes>): string {
  return pageMarkdown(body, {
    link: withoutTracking,
    citations: {
      at: '[data-testid="webpage-citation-pill"]',
      mark: pill => {
        const address = pill.querySelector('a')?.getAttribute('href')
        if (!address) return ''
        return notes.cite({ url: withoutTracking(address), title: pill.querySelector('.truncate')?.textContent ?? '' })
      },
    },
  })
}

/** Generated pictures are drawn two or three times over each other. */
function picturesIn(turn: Element, uploaded: boolean, at: URL): ShownTurn['images'] {
  const found = new Map<string, ShownTurn['images'][number]>()
  for (const image of turn.querySelectorAll('img:not([aria-hidden="true"])')) {
    const url = new URL(image.getAttribute('src') ?? '', at).href
    if (!/\/estuary\/|\/files\/|oaiusercontent\.com|^blob:|^data:image/.test(url) || found.has(url)) continue
    const label = image.getAttribute('alt') ?? ''
    const generated = label.match(/^Generated image:?\s*(.*)$/)?.[1]
    const kind = uploaded ? 'upload' : generated === undefined ? 'code_output' : 'generated'
    found.set(url, { url, alt: generated ?? '', name: generated || 'picture', kind })
  }
  return [...found.values()]
}
