/**
 * Takes each formula out, once: KaTeX draws it two or three times over. Its TeX stands in an annotation, or in
 * `data-math` at Google's. `keep` gives the word that holds its place; the TeX comes back after the conversion, which
 * would escape it.
 */
export function takeFormulas(root: Element, keep: (markdown: string) => string): void {
  for (const drawn of root.querySelectorAll('[data-math], .katex, .formula')) {
    if (!root.contains(drawn)) continue
    const tex = drawn.getAttribute('data-math') ?? drawn.querySelector(ANNOTATION)?.textContent
    if (!tex) continue
    const display = drawn.closest('.katex-display')
    const block = display !== null || drawn.matches('.block') || /block/.test(drawn.className)
    const word = root.ownerDocument.createElement(block ? 'p' : 'span')
    word.textContent = keep(block ? `$$\n${tex.trim()}\n$$` : `$${tex.trim()}$`)
    const whole = display ?? drawn
    whole.replaceWith(word)
  }
}

const ANNOTATION = 'annotation[encoding="application/x-tex"]'
