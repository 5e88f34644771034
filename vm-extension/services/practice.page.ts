import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { pageMarkdown } from '../render/page-markdown.ts'

const html = (element: Element | null) => element as HTMLElement | null

/** The practice page: `main[data-conversation-id]` with one `article` per message, all mounted. */
export const practicePage: PageReader = {
  chatId: ({ document }) => html(document.querySelector('main'))?.dataset.conversationId ?? null,
  title: ({ document }) => document.title.replace(/ · [^·]*$/, ''),
  generating: 'main[data-generating]',
  turns: 'article[data-role]',
  key: article => html(article)?.dataset.messageId ?? null,
  read(article, { url }) {
    const { messageId, role } = html(article)?.dataset ?? {}
    const body = article.querySelector('.body') ?? article
    return shownTurn({
      key: messageId ?? '',
      id: messageId ?? null,
      role: role === 'user' ? 'user' : 'assistant',
      markdown: role === 'user' ? (body.textContent ?? '') : pageMarkdown(body, { drop: '.copy, .by, .file' }),
      model: article.querySelector('.by:last-child')?.textContent ?? null,
      images: [...body.querySelectorAll('img')].map(image => ({
        url: new URL(image.getAttribute('src') ?? '', url).href,
        alt: image.alt,
        name: 'picture.png',
        kind: 'generated',
      })),
      attachments: [...body.querySelectorAll('a.file')].map(link => ({
        name: link.getAttribute('download') ?? '',
        mime: 'application/octet-stream',
        url: new URL(link.getAttribute('href') ?? '', url).href,
      })),
    })
  },
}
