import type { FromCompanion } from '@taxi/contract/companion.ts'
import type { SeenRequest, Service } from '../services/service.ts'
import { type ChatKey, chatKey, type Session } from './session.ts'
import { type ChatAddress, changed, sent, visited } from './touched.ts'

export interface ActivityParts {
  session: () => Session | null
  set: (session: Session) => void
  service: (name: string) => Service | null
  tell: (message: FromCompanion) => void
  /** Some chat is to be exported again. */
  changed: () => void
  now: () => Date
}

export interface Activity {
  /** A tab shows another address now. */
  visited(tab: number, address: string, title: string): void
  requestBegan(request: SeenRequest & { id: string; tab: number; page: string | null }): void
  requestEnded(id: string, page: string | null): void
  /** Is an answer being written in this chat? Without a key: anywhere. */
  growing(key?: ChatKey): boolean
}

interface Answering {
  tab: number
  key: ChatKey | null
  since: Date
}

/** Notes what the person does with chats, from what the browser sees: addresses and sent requests. */
export function createActivity(parts: ActivityParts): Activity {
  const answering = new Map<string, Answering>()

  function place(address: string | null, title: string): { service: Service; chat: ChatAddress | null } | null {
    const session = parts.session()
    const service = session && parts.service(session.service)
    if (!session || !service || !address || !URL.canParse(address)) return null
    const [url, home] = [new URL(address), new URL(session.start_url)]
    if (!service.owns(url, home)) return null
    const id = service.chatAt(url)
    return { service, chat: id ? { service: service.name, id, url: address, title } : null }
  }

  function note(touch: { session: Session; key: ChatKey | null }): void {
    parts.set(touch.session)
    const chat = touch.key && touch.session.touched[touch.key]
    if (!chat) return
    parts.tell({ t: 'touched', session_id: touch.session.id, chat })
    parts.changed()
  }

  function tellGenerating(): void {
    const session = parts.session()
    if (!session) return
    const first = [...answering.values()].sort((a, b) => a.since.getTime() - b.since.getTime())[0]
    parts.tell({
      t: 'generating',
      session_id: session.id,
      since: first?.since.toISOString() ?? null,
      what: first ? session.service : '',
    })
  }

  return {
    visited(tab, address, title) {
      const session = parts.session()
      if (!session) return
      const at = place(address, title)
      for (const answer of answering.values())
        if (answer.tab === tab && at?.chat) answer.key ??= chatKey(at.chat.service, at.chat.id)
      note(visited(session, tab, at?.chat ?? null, parts.now()))
    },

    requestBegan({ id, tab, page, ...request }) {
      const session = parts.session()
      const service = session && parts.service(session.service)
      if (!session || !service?.owns(request.url, new URL(session.start_url))) return
      const message = service.messageIn(request)
      if (!message) return
      const chat = message.chatId
        ? {
            service: service.name,
            id: message.chatId,
            url: service.addressOf(message.chatId, new URL(session.start_url)),
            title: '',
          }
        : (place(page, '')?.chat ?? null)
      answering.set(id, { tab, key: chat && chatKey(chat.service, chat.id), since: parts.now() })
      note(sent(session, tab, chat, parts.now()))
      tellGenerating()
    },

    requestEnded(id, page) {
      const answer = answering.get(id)
      if (!answer) return
      answering.delete(id)
      tellGenerating()
      const session = parts.session()
      const chat = place(page, '')?.chat
      const key = answer.key ?? (chat ? chatKey(chat.service, chat.id) : null)
      if (!session || !key || !session.touched[key]) return
      parts.set(changed(session, key, parts.now()))
      parts.changed()
    },

    growing: key => [...answering.values()].some(answer => !key || answer.key === key),
  }
}
