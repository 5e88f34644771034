import type { TaxiChat } from '@taxi/contract/chat.ts'

/** A page of the service in some tab: requests and scripts run inside it, as its own would. */
export interface Page {
  tab: number
  url: string
  /** GET from inside the page, with its cookies; throws `NotAnswered` unless the answer is JSON with status 200. */
  json(path: string): Promise<unknown>
  /** What the script of this name in `page-reader` finds on the page. */
  read(name: string): Promise<unknown>
}

export class NotAnswered extends Error {
  readonly status: number
  constructor(status: number, path: string) {
    super(`${path} answered ${status}`)
    this.status = status
  }
}

/** Bytes that belong to a chat: `turn` and `place` say which picture or attachment of it they are. */
export interface ChatFile {
  turn: number
  list: 'images' | 'attachments'
  place: number
  url: string
  name: string
  mime: string
}

/** A chat as it was read, before its files are fetched. */
export interface Reading {
  chat: TaxiChat
  files: ChatFile[]
  /** The service's own answer. */
  raw: unknown
}

/** All that differs between one chat service and the next. `home` is the seat's start page. */
export interface Service {
  name: string
  /** Is this a page of the service? */
  owns(url: URL, home: URL): boolean
  /** Which chat is at this address; null when none is. */
  chatAt(url: URL): string | null
  addressOf(chatId: string, home: URL): string
  /** Does a request to this address carry a message of the person's? */
  isMessage(url: URL): boolean
  /** Matches something on the page as long as an answer is being written. */
  answering: string
  readByApi(chatId: string, page: Page, now: Date): Promise<Reading>
  /** From what the page shows; only for a page that shows this chat. */
  readFromPage(chatId: string, page: Page, now: Date): Promise<Reading>
  /** Which chat the page shows, also when its address does not say so yet. */
  chatShown(page: Page): Promise<string | null>
  /** Hosts whose session cookies are the sign-in. */
  signInHosts(home: URL): string[]
}
