import { pageMarkdown } from '../render/page-markdown.ts'
import type { PracticePage } from './practice-shapes.ts'

/** What the practice page shows. Runs inside it. */
export function readPracticePage(): PracticePage {
  const main = document.querySelector<HTMLElement>('main')
  return {
    chat_id: main?.dataset.conversationId ?? null,
    generating: main?.dataset.generating !== undefined,
    title: document.title.replace(/ · [^·]*$/, ''),
    turns: [...document.querySelectorAll<HTMLElement>('article[data-role]')].map(turnShown),
  }
}

function turnShown(article: HTMLElement): PracticePage['turns'][number] {
  const body = article.querySelector('.body') ?? article
  const role = article.dataset.role === 'user' ? 'user' : 'assistant'
  return {
    id: article.dataset.messageId ?? '',
    role,
    markdown: role === 'user' ? (body.textContent ?? '') : pageMarkdown(body),
    model: article.querySelector('.by:last-child')?.textContent ?? null,
    images: [...body.querySelectorAll('img')].map(({ src, alt }) => ({ url: src, alt })),
    files: [...body.querySelectorAll<HTMLAnchorElement>('a.file')].map(({ href, download }) => ({
      url: href,
      name: download,
    })),
  }
}
