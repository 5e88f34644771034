import type { Documents, PageReader, Seen, ShownDocument } from './page-reader.ts'

/** A document opens within this time, over the network too. */
const OPENS_MS = 4_000
const STILL_MS = 150

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
  const titled = (title: string) => openers.findLast(opener => documents.titleOf(opener) === title)
  const first = documents.read(seen)
  const opener = first ? titled(first.title) : undefined
  const found: OpenedDocument[] = first ? [{ of: opener ? turnOf(opener, reader) : null, document: first }] : []
  if (!move) return found

  let moved = false
  for (const next of openers) {
    if (next === opener) continue
    moved = true
    const document = await opened(next, documents, seen)
    if (document) found.push({ of: turnOf(next, reader), document })
  }
  if (moved) restore(opener ?? seen.document.querySelector(documents.closer))
  return inTurn(
    found,
    openers.map(each => turnOf(each, reader)),
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

function restore(element: Element | null): void {
  if (element) click(element)
}

function click(element: Element): void {
  // From the innermost outwards, as a person's would come, whichever of them listens. A drawing cannot be clicked.
  let inner = element as HTMLElement
  while (inner.firstElementChild && 'click' in inner.firstElementChild) inner = inner.firstElementChild as HTMLElement
  inner.click()
}

/** In the order of the turns they belong to. */
function inTurn(found: OpenedDocument[], order: (string | null)[]): OpenedDocument[] {
  return found.toSorted((a, b) => order.indexOf(a.of) - order.indexOf(b.of))
}
