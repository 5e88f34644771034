import type { Shown, ShownFrame, ShownTurn } from '../services/shown.ts'

/** The document a reader looks at, and the address it has. Never the globals: tests read pages without a browser. */
export interface Seen {
  document: Document
  url: URL
}

/** How one service's page is read. Runs inside the page, in the extension's own world. */
export interface PageReader {
  chatId(seen: Seen): string | null
  title(seen: Seen): string
  model?(seen: Seen): string | null
  /** Matches something as long as an answer is being written. */
  generating: string
  /** Matches the elements that hold turns; one may hold a question and its answer. */
  turns: string
  /** What stays the same of such an element when it is unmounted and drawn again; null when it is no turn yet. */
  key(element: Element): string | null
  /** Where it stands in reading order, when the page says so; without it neighbours decide. */
  order?(element: Element): number | null
  read(element: Element, seen: Seen): ShownTurn | ShownTurn[] | null
  /** How many turns the page itself says there are. */
  total?(seen: Seen): number | null
  /** The element that scrolls; else the nearest one around the turns. */
  scroller?: string
  /** Things of a gallery: found and kept while the page is scrolled, as turns are. */
  tiles?: { at: string; read(tile: Element, seen: Seen): Shown['assets'][number] | null }
  /** Documents that open beside the turns, one at a time. Opened one after the other when the page may be moved. */
  documents?: Documents
  /** What a frame shows that holds the text of a turn (`framed`); runs inside that frame. */
  frame?(document: Document): ShownFrame | null
  /** What the page shows beside the turns. */
  beside?(seen: Seen): Partial<Pick<Shown, 'artifacts' | 'assets' | 'quotas' | 'sources'>>
}

export interface Documents {
  /** Matches, within a turn, what opens a document. */
  opener: string
  titleOf(opener: Element): string
  /** Matches what closes the open one. */
  closer: string
  /** Matches what shows the folded parts of the open one. */
  unfold?: string
  /** The document that is open; null when none is, or none that has a text yet. */
  read(seen: Seen): ShownDocument | null
}

export type ShownDocument = Omit<Shown['artifacts'][number], 'id'> & {
  citations?: ShownTurn['citations']
  /** Only part of it was on the page. */
  cut?: boolean
}

/** A shown turn with the fields a reader has nothing to say about left empty. */
export function shownTurn(given: Pick<ShownTurn, 'key' | 'role' | 'markdown'> & Partial<ShownTurn>): ShownTurn {
  return { id: null, model: null, images: [], attachments: [], citations: [], ...given }
}
