import { type PageReader, shownTurn } from '../page/page-reader.ts'
import { type Footnotes, footnotes } from '../render/citations.ts'
import { pageMarkdown, plainText } from '../render/page-markdown.ts'
import { slugAt } from './perplexity-address.ts'

const QUESTION = 'h1[class*="group/query"]'
const ANSWER = '[id^="markdown-content-"]'
const BODY = '[data-renderer="lm"]'

/** Perplexity's thread: a question, its answer and hidden tabs make one entry; more entries load at the bottom. */
export const perplexityPage: PageReader = {
  chatId: ({ url }) => slugAt(url),
  title: ({ document }) => document.title.replace(/ [-–—|] Perplexity(?: AI)?$/, '').trim(),
  // The model of the first answer, as the API tells it.
  model: ({ document }) => modelIn(document),
  generating: '[data-testid="stop-generating-response-button"]',
  turns: QUESTION,
  key: question => entryOf(question).querySelector(ANSWER)?.id ?? question.textContent,
  scroller: '.scrollable-container',

  read(question) {
    const key = perplexityPage.key(question) ?? ''
    const asked = question.querySelector('.select-text') ?? question
    const asking = shownTurn({ key, role: 'user', markdown: plainText(asked) })
    const entry = entryOf(question)
    const answer = entry.querySelector(ANSWER)
    if (!answer) return asking
    const notes = footnotes()
    const bodies = [...answer.querySelectorAll(BODY)].filter(body => !body.parentElement?.closest(BODY))
    const markdown = (bodies.length > 0 ? bodies : [answer]).map(body => said(body, notes)).join('\n\n')
    for (const link of entry.querySelectorAll('[role="tabpanel"][id$="content-sources"] a[href]'))
      notes.list({
        url: link.getAttribute('href') ?? '',
        title: link.querySelector('.line-clamp-1')?.textContent?.trim() ?? '',
      })
    const model = modelIn(entry)
    return [asking, shownTurn({ key, role: 'assistant', markdown, model, citations: notes.citations })]
  },
}

/** The largest element around this question that has no other question in it. */
function entryOf(question: Element): Element {
  let entry = question
  for (let around = question.parentElement; around; around = around.parentElement) {
    if (around.querySelectorAll(QUESTION).length > 1) break
    entry = around
  }
  return entry
}

function said(body: Element, notes: Footnotes): string {
  return pageMarkdown(body, {
    citations: {
      at: '.citation',
      // Of a group of sources the page has the first only; the others are listed.
      mark: chip => {
        const link = chip.querySelector('a[href]')?.getAttribute('href')
        const url = chip.getAttribute('data-pplx-citation-url') ?? link
        return url ? notes.cite({ url, title: chip.getAttribute('aria-label') ?? chip.textContent?.trim() ?? url }) : ''
      },
    },
  })
}

function modelIn(root: ParentNode): string | null {
  const lines = [...root.querySelectorAll('.text-quiet')].map(line => line.textContent?.trim() ?? '')
  return lines.map(line => line.match(/^Prepared using (.+)$/)?.[1]).find(model => model !== undefined) ?? null
}
