import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'

const ANSWER = '.ds-markdown.ds-assistant-message-main-content, .ds-markdown:not(.ds-think-content .ds-markdown)'
const THOUGHT = '.ds-think-content'

/** DeepSeek's list: what is near the viewport is mounted; class names are hashed but for a few. */
export const deepseekPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/^\/a\/chat\/s\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  title: ({ document }) => document.title.replace(/\s*[-–|]\s*DeepSeek$/, '').trim(),
  generating: '[data-testid="stop-button"], .ds-icon-button[aria-label="Stop"]',
  turns: '.ds-virtual-list-visible-items > [data-virtual-list-item-key]',
  key: item => item.getAttribute('data-virtual-list-item-key'),
  order: item => {
    const key = Number(item.getAttribute('data-virtual-list-item-key'))
    return Number.isFinite(key) ? key : null
  },

  read(item) {
    const key = deepseekPage.key(item) ?? ''
    const thought = item.querySelector(THOUGHT)
    const answer = item.querySelector(ANSWER)
    if (!answer && !thought) return shownTurn({ key, role: 'user', markdown: plainText(item) })
    const notes = footnotes()
    const markdown = answer
      ? pageMarkdown(answer, {
          citations: {
            at: 'a.ds-markdown-cite[href]',
            mark: link => notes.cite({ url: link.getAttribute('href') ?? '', title: link.getAttribute('title') ?? '' }),
          },
        })
      : ''
    const thinking = thought ? pageMarkdown(thought) : ''
    return shownTurn({
      key,
      role: 'assistant',
      markdown,
      ...(thinking ? { thinking } : {}),
      citations: notes.citations,
    })
  },
}
