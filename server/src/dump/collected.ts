import type { TaxiChat } from '@taxi/contract/chat.ts'
import type { OpenTab, PageVisit } from '@taxi/contract/companion.ts'
import type { DumpItem } from '@taxi/contract/dumps.ts'

/** One thing of a dump, and where its bytes lie on this server; `file` is null when there are none. */
export type CollectedItem = DumpItem & { file: string | null }

/** A chat as the page shows it. */
export interface CollectedChat {
  /** Anchor in the page. */
  anchor: string
  service: string
  title: string
  url: string
  /** The Markdown's path in the dump. */
  path: string
  status: DumpItem['status']
  why: string | null
  /** Null when it was not exported or could not be read. */
  chat: TaxiChat | null
  /** Files the chat shows, by the path it calls them. */
  files: Map<string, { file: string; path: string; bytes: number }>
}

/** Everything a dump is made of, before it is packed. */
export interface Collected {
  items: CollectedItem[]
  chats: CollectedChat[]
  tabs: OpenTab[] | null
  history: PageVisit[] | null
  clipboard: string | null
  /** What was merely marked on the screen, where it is not what was copied. */
  selection: string | null
  /** The screenshot's file on this server. */
  screenshot: { file: string; bytes: number } | null
}

/** An item for which there is nothing, and why. */
export function missingItem(
  path: string,
  kind: DumpItem['kind'],
  source: DumpItem['source'],
  why: string,
): CollectedItem {
  return { path, kind, bytes: 0, sha256: null, status: 'missing', why, source, file: null }
}
