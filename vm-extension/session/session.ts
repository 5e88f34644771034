import type { ToCompanion, TouchedChat } from '@taxi/contract/companion.ts'

export type Begin = Extract<ToCompanion, { t: 'begin' }>
/** `<service>/<chat id>`. */
export type ChatKey = string

/** How far the export of one chat is. Times are milliseconds since 1970. */
export interface ExportState {
  /** The chat is known to have changed then. */
  changed_at: number
  /** What was known to have changed up to here is exported; 0 when nothing is. */
  exported_change: number
  /** The last try, good or bad. */
  tried_at: number
  failures: number
  status: 'complete' | 'partial' | 'missing'
  why: string | null
  /** Where the bytes of a picture or file went, by its key: they are sent once. */
  files: Record<string, string>
}

/** One person's turn as the companion remembers it. Plain data: it is stored as it stands. */
export interface Session {
  id: string
  service: string
  start_url: string
  since: string
  /** When this browser heard of it, by this machine's clock; milliseconds since 1970. */
  begun_at: number
  upload_token: string
  touched: Record<ChatKey, TouchedChat>
  exports: Record<ChatKey, ExportState>
  /** Chats that stood open before the session began, by tab: earlier people's, not this person's. */
  strangers: Record<number, ChatKey>
  /** Messages sent in a tab whose chat has no address yet, by tab. */
  unplaced: Record<number, number>
}

/** The session that `begin` speaks of. Begun before, it goes on with the new token. */
export function begun(before: Session | null, command: Begin, strangers: Session['strangers'], now: number): Session {
  const { session_id: id, service, start_url, since, upload_token } = command
  if (before?.id === id) return { ...before, service, start_url, upload_token }
  return {
    id,
    service,
    start_url,
    since,
    begun_at: now,
    upload_token,
    touched: {},
    exports: {},
    strangers,
    unplaced: {},
  }
}

export const chatKey = (service: string, id: string): ChatKey => `${service}/${id}`
