/** What the script in a page of the service tells the worker, over a port of this name. */
export const WATCH_PORT = 'watch'
export type FromWatcher =
  | { t: 'answering'; yes: boolean }
  /** Requests the page has sent and got answered; times are milliseconds since 1970. */
  | { t: 'requests'; requests: PageRequest[] }
export interface PageRequest {
  url: string
  began: number
  ended: number
}
/** What the worker tells it first: what on the page says that an answer is being written. */
export interface ToWatcher {
  answering: string
}
