import { gfm } from '@joplin/turndown-plugin-gfm'
import Turndown from 'turndown'

/**
 * What an element shows, as Markdown. Formulas and code are put into a plain shape first: no converter keeps
 * them as the services draw them. Needs a document.
 */
export function pageMarkdown(shown: Element): string {
  const copy = shown.cloneNode(true) as Element
  for (const button of copy.querySelectorAll('button, .copy, .by, .file, progress, img')) button.remove()
  const formulas = takeFormulas(copy)
  const turndown = new Turndown({ codeBlockStyle: 'fenced', headingStyle: 'atx', bulletListMarker: '-' })
  turndown.use(gfm)
  return turndown
    .turndown(copy as HTMLElement)
    .replace(/XFORMULA(\d+)X/g, (_, i: string) => formulas[Number(i)] ?? '')
    .trim()
}

/** Each formula becomes one word; its TeX comes back after the conversion, which would escape it. */
function takeFormulas(root: Element): string[] {
  const formulas: string[] = []
  for (const drawn of root.querySelectorAll('.formula, .katex')) {
    const tex = drawn.querySelector('annotation[encoding="application/x-tex"]')?.textContent
    if (!tex) continue
    const block = drawn.matches('.block') || drawn.closest('.katex-display')
    const word = root.ownerDocument.createElement(block ? 'p' : 'span')
    word.textContent = `XFORMULA${formulas.push(block ? `$$${tex}$$` : `$${tex}$`) - 1}X`
    drawn.replaceWith(word)
  }
  return formulas
}
