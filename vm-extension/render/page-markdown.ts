import Turndown from 'turndown'
import { fenced } from './fences.ts'
import { takeCode } from './page-code.ts'
import { takeFormulas } from './page-formulas.ts'
import { tableMarkdown } from './page-tables.ts'

export interface PageMarkdown {
  /** What is no part of the text: labels, chips, menus. Buttons, drawings and hidden labels go anyway. */
  drop?: string
  /** Keeps pictures in the text; else they are the turn's own. */
  pictures?: boolean
  /** Elements that cite something, and the mark to stand instead. */
  citations?: { at: string; mark: (element: Element) => string }
  /** A last word on the copy before it is converted. */
  prepare?: (copy: Element) => void
  /** How the text says where a link leads. */
  link?: (address: string) => string
}

const NOISE = [
  'button',
  'svg',
  'style',
  'script',
  'template',
  'mat-icon',
  'progress',
  '[role="toolbar"]',
  '[aria-hidden="true"]:not(.katex-html)',
  '.sr-only',
  '.cdk-visually-hidden',
].join(', ')

/**
 * What an element shows, as Markdown. Formulas, code and citations are put into a plain shape first: no converter keeps
 * them as the services draw them. Needs a document.
 */
export function pageMarkdown(shown: Element, how: PageMarkdown = {}): string {
  const copy = shown.cloneNode(true) as Element
  const kept: string[] = []
  const keep = (markdown: string) => `XKEPT${kept.push(markdown) - 1}X`
  for (const cited of how.citations ? copy.querySelectorAll(how.citations.at) : [])
    cited.replaceWith(copy.ownerDocument.createTextNode(keep(how.citations?.mark(cited) ?? '')))
  takeFormulas(copy, keep)
  how.prepare?.(copy)
  takeCode(copy)
  for (const noise of copy.querySelectorAll([NOISE, how.drop, how.pictures ? null : 'img'].filter(Boolean).join(', ')))
    noise.remove()
  for (const anchor of how.link ? copy.querySelectorAll('a[href]') : [])
    anchor.setAttribute('href', how.link?.(anchor.getAttribute('href') ?? '') ?? '')
  return converter()
    .turndown(copy as HTMLElement)
    .replace(/XKEPT(\d+)X/g, (_, index: string) => kept[Number(index)] ?? '')
    .trim()
}

/** What a person typed, as the page shows it: their words and lines, no Markdown made of them. */
export function plainText(shown: Element, drop = ''): string {
  const copy = shown.cloneNode(true) as Element
  for (const noise of copy.querySelectorAll([NOISE, drop].filter(Boolean).join(', '))) noise.remove()
  for (const end of copy.querySelectorAll('br')) end.replaceWith('\n')
  const paragraphs = [...copy.querySelectorAll('p')]
  if (paragraphs.length === 0) return (copy.textContent ?? '').trim()
  return paragraphs
    .map(({ textContent }) => (textContent ?? '').replace(/\n$/, ''))
    .join('\n')
    .trim()
}

function converter(): Turndown {
  const turndown = new Turndown({
    codeBlockStyle: 'fenced',
    headingStyle: 'atx',
    bulletListMarker: '-',
    emDelimiter: '*',
  })
  turndown.addRule('task', {
    filter: node => node.nodeName === 'INPUT' && node.getAttribute('type') === 'checkbox',
    replacement: (_, node) => ((node as HTMLElement).hasAttribute('checked') ? '[x] ' : '[ ] '),
  })
  turndown.addRule('code block', {
    filter: node => node.nodeName === 'PRE',
    replacement: (_, node) => {
      const code = node.querySelector?.('code')
      return `\n\n${fenced(code?.textContent ?? node.textContent ?? '', code?.className.replace('language-', ''))}\n\n`
    },
  })
  turndown.addRule('table', {
    filter: 'table',
    replacement: (_, node) => `\n\n${tableMarkdown(node as HTMLElement, cell => turndown.turndown(cell))}\n\n`,
  })
  turndown.addRule('struck out', { filter: ['del', 's'], replacement: text => `~~${text}~~` })
  return turndown
}
