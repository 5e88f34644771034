import type { FromCompanion } from '@taxi/contract/companion.ts'
import type { PageRequest } from '../browser/watching.ts'
import type { Service } from '../services/service.ts'
import { type ChatKey, chatKey, type Session } from './session.ts'
import { type ChatAddress, changed, sent, type Touch, visited } from './touched.ts'

export interface ActivityParts {
  session: () => Session | null
  set: (session: Session) => void
  /** The service whose page is at this address. */
  serviceAt: (url: URL, home: URL) => Service | null
  tell: (message: FromCompanion) => void
  /** Some chat is to be exported again. */
  changed: () => void
  /** A message was sent in a tab whose address names no chat yet. */
  unplaced: (tab: number) => void
  now: () => Date
}

export interface Activity {
  /** A tab shows another address now. True when it is a page of the service. */
  visited(tab: number, address: string, title: string): boolean
  /** An answer is being written in the tab, or no longer. */
  answering(tab: number, page: string | null, yes: boolean): void
  /** The page has sent this request and got its answer. */
  requested(tab: number, page: string | null, request: PageRequest): void
  /** Is an answer being written in this chat? */
  growing(key: ChatKey): boolean
  /** The tabs in which one is being written. */
  answeringTabs(): number[]
  /** Says again whether something is being made; a server that was away may have missed it. */
  tellAgain(): void
  /** Another person's turn begins in these same tabs: what is being written there is not theirs. */
  forget(): void
}

interface Answering {
  service: string
  key: ChatKey | null
  since: Date
}

/** The page shows that an answer is being written a little after, or before, its request is seen. */
const SAME_MESSAGE_MS = 2_000

/** Notes what the person does with chats, from what the browser sees: addresses, requests, answers being written. */
export function createActivity(parts: ActivityParts): Activity {
  const answers = new Map<number, Answering>()
  /** When the last message of each tab was counted by its answer. */
  const counted = new Map<number, number>()

  function place(address: string | null, title = ''): { service: Service; chat: ChatAddress | null } | null {
    const session = parts.session()
    if (!session || !address || !URL.canParse(address)) return null
    const url = new URL(address)
    const service = parts.serviceAt(url, new URL(session.start_url))
    if (!service) return null
    const id = service.chatAt(url)
    return { service, chat: id ? { service: service.name, id, url: address, title } : null }
  }

  function note({ session, key }: Touch): void {
    parts.set(session)
    const chat = key && session.touched[key]
    if (!chat) return
    parts.tell({ t: 'touched', session_id: session.id, chat })
    parts.changed()
  }

  /** The chat a request names when its page does not. */
  function addressed(session: Session, service: Service, request: URL): ChatAddress | null {
    const id = service.messageTo?.(request)
    return id ? { service: service.name, id, url: service.addressOf(id, new URL(session.start_url)), title: '' } : null
  }

  function met(session: Session, tab: number, chat: ChatAddress | null): void {
    const answer = answers.get(tab)
    if (answer && chat) answer.key ??= chatKey(chat.service, chat.id)
    note(visited(session, tab, chat, parts.now()))
  }

  function tellGenerating(session: Session): void {
    const first = [...answers.values()].sort((a, b) => a.since.getTime() - b.since.getTime())[0]
    const since = first?.since.toISOString() ?? null
    parts.tell({ t: 'generating', session_id: session.id, since, what: first?.service ?? '' })
  }

  function answerBegan(session: Session, tab: number, service: string, chat: ChatAddress | null): void {
    const since = parts.now()
    answers.set(tab, { service, key: chat && chatKey(chat.service, chat.id), since })
    counted.set(tab, since.getTime())
    note(sent(session, tab, chat, since))
    if (!chat) parts.unplaced(tab)
    tellGenerating(session)
  }

  function answerEnded(session: Session, tab: number, answer: Answering): void {
    answers.delete(tab)
    tellGenerating(session)
    if (!answer.key || !session.touched[answer.key]) return
    parts.set(changed(session, answer.key, parts.now()))
    parts.changed()
  }

  return {
    visited(tab, address, title) {
      const session = parts.session()
      if (!session) return false
      const at = place(address, title)
      met(session, tab, at?.chat ?? null)
      return at !== null
    },

    answering(tab, page, yes) {
      const session = parts.session()
      const answer = answers.get(tab)
      if (!session || yes === (answer !== undefined)) return
      if (answer) answerEnded(session, tab, answer)
      else {
        const at = place(page)
        answerBegan(session, tab, at?.service.name ?? session.service, at?.chat ?? null)
      }
    },

    requested(tab, page, { url, began, ended }) {
      const session = parts.session()
      const at = place(page)
      if (!session || !at || !URL.canParse(url) || !at.service.isMessage(new URL(url))) return
      // What was sent before this person's turn is not theirs.
      if (began < session.begun_at) return
      const chat = at.chat ?? addressed(session, at.service, new URL(url))
      if (chat && !at.chat) met(session, tab, chat)
      const known = counted.get(tab) ?? 0
      if (known > began - SAME_MESSAGE_MS && known < ended + SAME_MESSAGE_MS) return
      note(sent(parts.session() ?? session, tab, chat, parts.now()))
      if (!chat) parts.unplaced(tab)
    },

    growing: key => [...answers.values()].some(answer => answer.key === key),
    answeringTabs: () => [...answers.keys()],
    tellAgain() {
      const session = parts.session()
      if (session) tellGenerating(session)
    },
    forget: () => answers.clear(),
  }
}
