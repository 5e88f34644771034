/** Marks these words wherever they stand in the element, as whole words; the first of the marks, or null. */
export function markWords(within: Element, words: readonly string[]): Element | null {
  const wanted = words.filter(Boolean).map(word => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  if (!wanted.length) return null
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  for (const text of textsOf(within)) markText(text, pattern)
  return within.querySelector('mark')
}

/** Gathered first: marking changes what is walked over. */
function textsOf(within: Element): Text[] {
  const walk = within.ownerDocument.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walk.nextNode()) texts.push(walk.currentNode as Text)
  return texts
}

function markText(text: Text, pattern: RegExp): void {
  const pieces = text.data.split(pattern)
  // Every second piece is what the pattern caught.
  if (pieces.length === 1) return
  text.replaceWith(...pieces.map((piece, index) => (index % 2 ? marked(text.ownerDocument, piece) : piece)))
}

function marked(page: Document, piece: string): Element {
  const mark = page.createElement('mark')
  mark.textContent = piece
  return mark
}
