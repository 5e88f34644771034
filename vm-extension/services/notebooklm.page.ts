import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { footnotes } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'
import type { Shown } from './shown.ts'

const TEXT = '.message-text-content'

/** NotebookLM's chat: pairs of question and answer, older ones loaded at the top. Sources and studio stand beside it. */
export const notebooklmPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/\/notebook\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  title: ({ document }) =>
    document.querySelector('.cover-title')?.textContent?.trim() ||
    document.title.replace(/ [-–—] [^-–—]*Notebook\w*$/, '').trim(),
  generating: '.chat-panel-content [role="progressbar"]',
  turns: '.chat-message-pair',
  key: pair => `${textIn(pair, '.from-user-container')} | ${textIn(pair, '.to-user-container').slice(0, 200)}`,
  scroller: '.chat-panel-content',

  read(pair) {
    const key = notebooklmPage.key(pair) ?? ''
    const asked = pair.querySelector(`.from-user-container ${TEXT}`)
    const answered = pair.querySelector(`.to-user-container ${TEXT}`)
    const notes = footnotes()
    const markdown = answered
      ? pageMarkdown(answered, {
          drop: 'thinking-chain-view, mat-card-actions',
          prepare: withMeaning,
          citations: {
            at: 'button.citation-marker',
            mark: marker => cited(marker, notes),
          },
        })
      : ''
    return [
      ...(asked ? [shownTurn({ key, role: 'user', markdown: plainText(asked) })] : []),
      ...(markdown ? [shownTurn({ key, role: 'assistant', markdown, citations: notes.citations })] : []),
    ]
  },

  beside: ({ document }) => ({ sources: sourcesIn(document), artifacts: thingsIn(document) }),
}

const textIn = (pair: Element, where: string) => pair.querySelector(`${where} ${TEXT}`)?.textContent?.trim() ?? ''

/** «1: Title of the source»; a mark that stands for several has none. */
function cited(marker: Element, notes: ReturnType<typeof footnotes>): string {
  const label = marker.querySelector('[aria-label]')?.getAttribute('aria-label') ?? ''
  const title = label.match(/^\d+:\s*(.+)$/s)?.[1]?.trim()
  return title ? notes.cite({ url: `source:${title}`, title }) : ''
}

/** The page says with classes what HTML has elements for. */
function withMeaning(copy: Element): void {
  for (const heading of copy.querySelectorAll('[role="heading"]'))
    rename(heading, `h${heading.getAttribute('aria-level') ?? '3'}`)
  for (const bold of copy.querySelectorAll('span.bold')) rename(bold, 'strong')
  for (const italic of copy.querySelectorAll('span.italic')) rename(italic, 'em')
  for (const quote of copy.querySelectorAll('div.blockquote, .quote-element')) rename(quote, 'blockquote')
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

function sourcesIn(document: Document): Shown['sources'] {
  const titles = [...document.querySelectorAll('.single-source-container .source-title')]
  return titles.flatMap(({ textContent }) => textContent?.trim() || [])
}

/** The summary with its text; notes and what the studio made with their names only. */
function thingsIn(document: Document): Shown['artifacts'] {
  const summary = document.querySelector('.summary-content')
  const content = summary ? pageMarkdown(summary, { prepare: withMeaning }) : ''
  const names = [...document.querySelectorAll('artifact-library-item, artifact-library-note')].flatMap(item => {
    const title = item.querySelector('.artifact-title')?.textContent?.trim()
    return title ? [{ id: title, title, type: 'text/markdown', content: '' }] : []
  })
  return [...(content ? [{ id: 'summary', title: 'Summary', type: 'text/markdown', content }] : []), ...names]
}
