import type { TouchedChat } from '@taxi/contract/companion.ts'
import { type ChatKey, chatKey, type ExportState, type Session } from './session.ts'

/** A chat as an address names it. */
export interface ChatAddress {
  service: string
  id: string
  url: string
  title: string
}

export interface Touch {
  session: Session
  /** The chat that is touched now; null when this was nobody's chat, or not this person's. */
  key: ChatKey | null
}

/** A tab came to an address. What was sent in the tab while its chat had no address belongs to this chat. */
export function visited(session: Session, tab: number, chat: ChatAddress | null, now: Date): Touch {
  const key = chat && chatKey(chat.service, chat.id)
  if (session.strangers[tab] !== undefined) {
    if (key === session.strangers[tab]) return { session, key: null }
    session = { ...session, strangers: without(session.strangers, tab) }
  }
  if (!chat || !key) return { session, key: null }
  const sent = session.unplaced[tab] ?? 0
  return { session: touch({ ...session, unplaced: without(session.unplaced, tab) }, chat, sent, now), key }
}

/** The page sent a message. `chat` is null while a new chat has no id. */
export function sent(session: Session, tab: number, chat: ChatAddress | null, now: Date): Touch {
  if (!chat) {
    const unplaced = { ...session.unplaced, [tab]: (session.unplaced[tab] ?? 0) + 1 }
    return { session: { ...session, unplaced }, key: null }
  }
  return { session: touch(session, chat, 1, now), key: chatKey(chat.service, chat.id) }
}

/** The chat may read differently from now on: it is to be exported again. */
export function changed(session: Session, key: ChatKey, now: Date): Session {
  const before = session.exports[key] ?? nothingExported
  return { ...session, exports: { ...session.exports, [key]: { ...before, changed_at: now.getTime(), failures: 0 } } }
}

const nothingExported: ExportState = {
  changed_at: 0,
  exported_change: 0,
  tried_at: 0,
  failures: 0,
  status: 'missing',
  why: null,
  files: {},
}

function touch(session: Session, chat: ChatAddress, messages: number, now: Date): Session {
  const key = chatKey(chat.service, chat.id)
  const before = session.touched[key]
  const sent_messages = (before?.sent_messages ?? 0) + messages
  const touched: TouchedChat = {
    service: chat.service,
    id: chat.id.slice(0, 200),
    url: chat.url.slice(0, 2_000),
    title: (chat.title || before?.title || '').slice(0, 500),
    first_seen: before?.first_seen ?? now.toISOString(),
    last_seen: now.toISOString(),
    sent_messages,
    opened_only: sent_messages === 0,
  }
  return changed({ ...session, touched: { ...session.touched, [key]: touched } }, key, now)
}

function without<T>(record: Record<number, T>, key: number): Record<number, T> {
  const { [key]: _, ...rest } = record
  return rest
}
