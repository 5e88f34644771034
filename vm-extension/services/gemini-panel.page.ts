import type { ShownDocument } from '../page/page-reader.ts'
import { type Footnotes, footnotes } from '../render/citations.ts'
import { pageMarkdown } from '../render/page-markdown.ts'
import { withSources } from './gemini-documents.ts'
import { textOf } from './gemini-text.ts'
import { languageOf } from './language-of.ts'

interface PageSource {
  url: string
  title: string
}

const DROPPED = [
  '.table-footer',
  '.attachment-container',
  '.hide-from-message-actions',
  '[hide-from-message-actions]',
  'deep-research-confirmation-widget',
  'immersive-entry-chip',
  'sources-carousel-inline',
  'source-footnote',
  'sources-list',
  'model-thoughts',
].join(', ')

const RESEARCH = 'deep-research-immersive-panel'
const PANELS = `${RESEARCH}, code-immersive-panel, immersive-editor`

const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** A text of Gemini's: its footnotes are empty marks that count the sources beside the text from 1. */
export function said(body: Element, sources: PageSource[], notes: Footnotes): string {
  const markdown = pageMarkdown(body, {
    drop: DROPPED,
    citations: {
      at: 'source-footnote',
      mark: footnote => {
        const number = footnote.querySelector('[data-turn-source-index]')?.getAttribute('data-turn-source-index')
        const source = sources[Number(number) - 1]
        return source ? notes.cite(source) : ''
      },
    },
    // A paragraph in each item would set every list wide.
    prepare: copy => {
      for (const item of copy.querySelectorAll('li')) {
        const paragraphs = [...item.children].filter(child => child.nodeName === 'P')
        if (paragraphs.length === 1) paragraphs[0]?.replaceWith(...(paragraphs[0]?.childNodes ?? []))
      }
    },
  })
  const cited = new Map(sources.map((source, index) => [index + 1, source]))
  // The conversion escapes what looks like a link.
  return textOf(markdown.replace(/\\\[(cite:[\d,\s]+)\\\]/g, '[$1]'), cited, notes)
}

/** The sources an answer or a report lists, in the order they are counted in. */
export function sourcesIn(root: Element): PageSource[] {
  const used = root.querySelectorAll('.used-sources a[href]')
  const links = used.length > 0 ? used : root.querySelectorAll('sources-list a[href], sources-carousel-inline a[href]')
  const found = [...links].flatMap(link => {
    const url = link.getAttribute('href') ?? ''
    const title = words(link.querySelector('[data-test-id="sub-title"]')) || words(link)
    return /^https?:/.test(url) ? [{ url, title }] : []
  })
  return found.filter(({ url }, index) => used.length > 0 || found.findIndex(each => each.url === url) === index)
}

/** The document that lies open: a research report, a canvas of text, a canvas of code. */
export function openDocument(document: Document): ShownDocument | null {
  const panel = document.querySelector('immersive-panel') ?? document.querySelector(PANELS)
  if (!panel) return null
  const title = words(panel.querySelector('.title-text') ?? panel.querySelector('[data-test-id="title"], h2'))
  return report(panel, title) ?? canvas(panel, title) ?? code(panel, title)
}

function report(panel: Element, title: string): ShownDocument | null {
  const research = panel.matches(RESEARCH) ? panel : panel.querySelector(RESEARCH)
  const body = research?.querySelector('#extended-response-markdown-content, message-content .markdown')
  if (!research || !body) return null
  const notes = footnotes()
  const sources = sourcesIn(research)
  const text = said(body, sources, notes)
  if (!text) return null
  const content = withSources(text, notes)
  for (const source of sources) notes.list(source)
  return { title, type: 'text/markdown', content, citations: notes.citations }
}

function canvas(panel: Element, title: string): ShownDocument | null {
  const body = panel.querySelector('immersive-editor .ProseMirror, .ProseMirror')
  const content = body ? said(body, [], footnotes()) : ''
  return content ? { title, type: 'text/markdown', content } : null
}

/** The editor keeps its lines in any order, and only those near the view. */
function code(panel: Element, title: string): ShownDocument | null {
  const drawn = [...panel.querySelectorAll('.view-lines .view-line')]
  if (drawn.length === 0) return null
  const lines = drawn.map(line => ({ top: topOf(line), text: (line.textContent ?? '').replaceAll('\u00a0', ' ') }))
  lines.sort((a, b) => a.top - b.top)
  const content = lines.map(({ text }) => text).join('\n')
  const language = languageOf(title) ?? undefined
  return { title, type: 'code', ...(language ? { language } : {}), content, cut: (lines[0]?.top ?? 0) > 0 }
}

const topOf = (line: Element) => Number(line.getAttribute('style')?.match(/top:\s*(-?[\d.]+)px/)?.[1] ?? 0)
