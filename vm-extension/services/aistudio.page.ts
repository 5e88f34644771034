import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'

const TURN = 'ms-chat-turn'
const THOUGHT = 'ms-thought-chunk'

/** AI Studio's prompt: every turn has its element, only those near the viewport a content. */
export const aistudioPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/^\/(?:u\/\d+\/)?prompts\/([\w-]+)\/?$/)?.[1] ?? null,
  title: ({ document }) =>
    document.querySelector('h1.mode-title')?.textContent?.trim() ||
    document.title.replace(/\s*[|–-]\s*Google AI Studio$/, '').trim(),
  model: ({ document }) => document.querySelector('ms-model-selector .model-title')?.textContent?.trim() || null,
  generating: 'ms-run-button button[aria-label*="Cancel"], ms-run-button .stoppable-spinner',
  turns: TURN,
  key: turn => (turn.querySelector('[data-turn-role]') ? turn.id || String(placeOf(turn)) : null),
  order: placeOf,

  read(turn, { url }) {
    const role =
      turn.querySelector('[data-turn-role]')?.getAttribute('data-turn-role') === 'User' ? 'user' : 'assistant'
    const thoughts = [...turn.querySelectorAll(THOUGHT)].map(thought => pageMarkdown(thought)).filter(Boolean)
    const texts = [...turn.querySelectorAll('ms-text-chunk')].filter(chunk => !chunk.closest(THOUGHT))
    const markdown = texts
      .map(chunk => (role === 'user' ? plainText(chunk) : pageMarkdown(chunk.querySelector('ms-cmark-node') ?? chunk)))
      .filter(Boolean)
      .join('\n\n')
    const images = [...turn.querySelectorAll('ms-image-chunk img[src]')].map(image => {
      const address = new URL(image.getAttribute('src') ?? '', url).href
      const alt = image.getAttribute('alt') ?? ''
      return { url: address, alt, name: alt || 'picture', kind: role === 'user' ? 'upload' : 'generated' } as const
    })
    // A thought stands as a turn of its own above its answer.
    if (!markdown && images.length === 0) return null
    const thinking = thoughts.join('\n\n')
    return shownTurn({ key: aistudioPage.key(turn) ?? '', role, markdown, images, ...(thinking ? { thinking } : {}) })
  },
}

function placeOf(turn: Element): number {
  return [...turn.ownerDocument.querySelectorAll(TURN)].indexOf(turn)
}
