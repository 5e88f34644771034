import type { Documents, PageReader, Seen, ShownDocument } from './page-reader.ts'

/** A document opens within this time, over the network too. */
const OPENS_MS = 4_000
const STILL_MS = 150
const UNFOLDS_MS = 600

export interface OpenedDocument {
  /** The key of the turn it was opened from. */
  of: string | null
  document: ShownDocument
}

/**
 * The documents beside the turns. With `move` each is opened in its turn and what was open before is open again at the
 * end; without it only the open one is read.
 */
export async function openDocuments(
  reader: PageReader,
  documents: Documents,
  seen: Seen,
  move: boolean,
): Promise<OpenedDocument[]> {
  const openers = [...seen.document.querySelectorAll(documents.opener)].filter(opener => opener.closest(reader.turns))
  const from = (opener: Element | undefined, document: ShownDocument): OpenedDocument => ({
    of: opener ? turnOf(opener, reader) : null,
    document: { ...document, title: document.title || (opener ? documents.titleOf(opener) : '') },
  })
  const first = move ? await unfolded(documents, seen) : documents.read(seen)
  const opener = first ? openerOf(first, openers, documents) : undefined
  const found = first ? [from(opener, first)] : []
  if (!move) return found

  const others = openers.filter(each => each !== opener)
  for (const next of others) {
    const document = (await opened(next, documents, seen)) && (await unfolded(documents, seen))
    if (document) found.push(from(next, document))
  }
  if (others.length > 0) restore(opener ?? seen.document.querySelector(documents.closer))
  return inTurn(
    found,
    openers.map(each => turnOf(each, reader)),
  )
}

/** What the open document was opened from: the last of its title, or the only one there is. */
function openerOf({ title }: ShownDocument, openers: Element[], documents: Documents): Element | undefined {
  return (
    openers.findLast(opener => documents.titleOf(opener) === title) ?? (openers.length === 1 ? openers[0] : undefined)
  )
}

function turnOf(opener: Element, reader: PageReader): string | null {
  const turn = opener.closest(reader.turns)
  return turn ? reader.key(turn) : null
}

/** Opens one and waits until it stands there, and stands still. */
async function opened(opener: Element, documents: Documents, seen: Seen): Promise<ShownDocument | null> {
  const before = documents.read(seen)?.content
  const title = documents.titleOf(opener)
  click(opener)
  const until = Date.now() + OPENS_MS
  let last: ShownDocument | null = null
  while (Date.now() < until) {
    await new Promise(resolve => setTimeout(resolve, STILL_MS))
    const now = documents.read(seen)
    const isIt = now !== null && now.content !== before
    if (isIt && now.content === last?.content) return now
    last = isIt ? now : null
  }
  // Two of the same title may have the same text.
  const now = documents.read(seen)
  return now?.title === title ? now : null
}

/** The open document with its folded parts, which are there only once they are unfolded. */
async function unfolded(documents: Documents, seen: Seen): Promise<ShownDocument | null> {
  const folds = documents.unfold ? [...seen.document.querySelectorAll(documents.unfold)] : []
  for (const fold of folds) click(fold)
  if (folds.length > 0) await new Promise(resolve => setTimeout(resolve, UNFOLDS_MS))
  return documents.read(seen)
}

function restore(element: Element | null): void {
  if (element) click(element)
}

function click(element: Element): void {
  // From the innermost outwards, as a person's would come, whichever of them listens. A drawing cannot be clicked.
  let inner = element as HTMLElement
  while (inner.firstElementChild && 'click' in inner.firstElementChild) inner = inner.firstElementChild as HTMLElement
  inner.click()
}

/** In the order of the turns they belong to; what was found open and then opened again stands there once. */
function inTurn(found: OpenedDocument[], order: (string | null)[]): OpenedDocument[] {
  const placed = found.filter(({ of }) => of !== null).map(({ document }) => document.content)
  return found
    .filter(({ of, document }) => of !== null || !placed.includes(document.content))
    .toSorted((a, b) => order.indexOf(a.of) - order.indexOf(b.of))
}
