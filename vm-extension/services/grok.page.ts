import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'

const ANSWER = '.response-content-markdown'

/** Grok's chat: every message mounted, a person's to the right. */
export const grokPage: PageReader = {
  chatId: ({ url }) =>
    url.pathname.match(/^\/(?:c|chat)\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? url.searchParams.get('conversation'),
  title: ({ document }) => document.title.replace(/\s*[-–|]\s*(?:Grok|X)$/, '').trim(),
  generating: 'button[aria-label="Stop model response"]',
  turns: '.message-bubble',
  key: bubble => idOf(bubble) ?? placeOf(bubble),

  read(bubble, { url }) {
    const notes = footnotes()
    const role = bubble.closest('.items-end') ? 'user' : 'assistant'
    const body = bubble.querySelector(ANSWER) ?? bubble
    const markdown =
      role === 'user'
        ? plainText(body)
        : pageMarkdown(body, {
            citations: {
              at: 'a.citation[href], [data-testid="citation"] a[href]',
              mark: link => notes.cite({ url: link.getAttribute('href') ?? '', title: link.textContent?.trim() ?? '' }),
            },
          })
    const images = [...bubble.querySelectorAll('img[src]')].map(image => {
      const address = new URL(image.getAttribute('src') ?? '', url).href
      const alt = image.getAttribute('alt') ?? ''
      return { url: address, alt, name: alt || 'picture', kind: role === 'user' ? 'upload' : 'generated' } as const
    })
    return shownTurn({
      key: grokPage.key(bubble) ?? '',
      id: idOf(bubble),
      role,
      markdown,
      images,
      citations: notes.citations,
    })
  },
}

const idOf = (bubble: Element): string | null =>
  bubble.closest('[id^="response-"]')?.id.replace(/^response-/, '') ?? null

/** All are there at once: without a name a message has its place. */
const placeOf = (bubble: Element): string =>
  String([...bubble.ownerDocument.querySelectorAll('.message-bubble')].indexOf(bubble))
