import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { pageMarkdown } from '../render/page-markdown.ts'
import { mimeOf } from './mime-of.ts'
import type { ShownTurn } from './shown.ts'

const TEXT = '.prose'
const DROPPED = '[data-testid*="tool"], .not-prose [data-state]'

/** Lovable's chat: some twenty messages mounted, each put where it belongs by its style, in any order. */
export const lovablePage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/^\/projects\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/)?.[1] ?? null,
  title: ({ document }) =>
    document.title
      .replace(/\s*[|–-]\s*Lovable\s*$/, '')
      .replace(/^Lovable$/, '')
      .trim(),
  generating: 'button[aria-label="Stop"], button[aria-label="Stop generating"]',
  turns: '[data-message-id^="umsg_"], [data-message-id^="aimsg_"]',
  key: message => message.getAttribute('data-message-id'),
  order: placeOf,

  read(message, { url }) {
    const id = message.getAttribute('data-message-id') ?? ''
    const role = id.startsWith('umsg_') ? 'user' : 'assistant'
    const bodies = [...message.querySelectorAll(TEXT)].filter(body => !body.parentElement?.closest(TEXT))
    return shownTurn({
      key: id,
      id,
      role,
      markdown: bodies
        .map(body => pageMarkdown(body, { drop: DROPPED }))
        .filter(Boolean)
        .join('\n\n'),
      images: picturesIn(message, role, url),
      attachments: [...message.querySelectorAll('a[download][href]')].map(link => {
        const address = new URL(link.getAttribute('href') ?? '', url)
        const name = link.getAttribute('download') || (address.pathname.split('/').at(-1) ?? 'file')
        return { name, mime: mimeOf(name), url: address.href }
      }),
    })
  },
}

/** `top: 320px`, or `transform: translateY(320px)`, on the message or on what holds it. */
function placeOf(message: Element): number | null {
  for (let box: Element | null = message, up = 0; box && up < 3; box = box.parentElement, up += 1) {
    const style = box.getAttribute('style') ?? ''
    const place = style.match(/(?:^|[;\s])top:\s*(-?[\d.]+)px/) ?? style.match(/translateY\((-?[\d.]+)px\)/)
    if (place) return Number(place[1])
  }
  return null
}

function picturesIn(message: Element, role: ShownTurn['role'], at: URL): ShownTurn['images'] {
  return [...message.querySelectorAll('img[src]')].flatMap(image => {
    const url = new URL(image.getAttribute('src') ?? '', at).href
    const alt = image.getAttribute('alt') ?? ''
    if (image.closest('button, [aria-hidden="true"]') || /favicon|avatar/i.test(`${url} ${alt}`)) return []
    return [{ url, alt, name: alt || 'picture', kind: role === 'user' ? 'upload' : 'generated' }]
  })
}
