import type { Shown, ShownTurn } from '../services/shown.ts'

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
  /** What the page shows beside the turns. */
  beside?(seen: Seen): Partial<Pick<Shown, 'artifacts' | 'assets' | 'quotas'>>
}

/** A shown turn with the fields a reader has nothing to say about left empty. */
export function shownTurn(given: Pick<ShownTurn, 'key' | 'role' | 'markdown'> & Partial<ShownTurn>): ShownTurn {
  return { id: null, model: null, images: [], attachments: [], citations: [], ...given }
}
