import type { Shown } from './shown.ts'

/** A page of a service in some tab: requests and scripts run inside it, as its own would. */
export interface Page {
  tab: number
  url: string
  /** The answer as JSON. Throws `NotAnswered` unless the status is 2xx; waits and asks again when told to slow down. */
  json(path: string, request?: PageRequest): Promise<unknown>
  /** The same, as text: event streams, batchexecute, HTML. */
  text(path: string, request?: PageRequest): Promise<string>
  /** A cookie the page's own scripts may read. */
  cookie(name: string): Promise<string | null>
  /** What the page keeps in `localStorage` under this key. */
  stored(key: string): Promise<string | null>
  /**
   * The value at `path` (`WIZ_global_data.SNlM0e`) among the page's own globals; a function there is called without
   * arguments and awaited. Leaves no trace in the page. Plain data only.
   */
  global(path: string): Promise<unknown>
  /** What the page shows, as the page reader of the service finds it; with `scroll` everything, else what is mounted. */
  shown(service: string, scroll: boolean): Promise<Shown>
  /** The page as the browser saves it (MHTML), as a `data:` address; null when it cannot be had. */
  snapshot(): Promise<string | null>
}

export interface PageRequest {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

export interface PageAnswer {
  status: number
  type: string
  /** Seconds, as the service asked to wait. */
  retry_after: number | null
  text: string
}

/** What a browser, or a test, must be able to do for a `Page`. `look` gives the page reader's word unchecked. */
export interface PageHands extends Pick<Page, 'tab' | 'url' | 'cookie' | 'stored' | 'global' | 'snapshot'> {
  send(path: string, request: PageRequest): Promise<PageAnswer>
  look(service: string, scroll: boolean): Promise<unknown>
  /** What the frames show in which turns have their text, in the order they came. */
  frames(service: string): Promise<unknown[]>
}

/** The service did not give what was asked for. */
export class NotAnswered extends Error {
  readonly status: number
  /** The beginning of what it said instead. */
  readonly said: string
  constructor(status: number, path: string, said = '') {
    // An address may carry tokens in its query.
    super(`${path.split('?')[0]} answered ${status}`)
    this.status = status
    this.said = said.slice(0, 2_000)
  }
}

/** The chat itself is no more: deleted, expired. Neither asking again nor another way will bring it. */
export class ChatGone extends Error {}

/** Nobody is signed in: the API will not answer, the page may still show the chat. */
export class SignedOut extends Error {
  constructor() {
    super('nobody is signed in')
  }
}
