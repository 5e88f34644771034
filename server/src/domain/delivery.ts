/** What came of one attempt to send something to Telegram. */
export type Failure =
  /** Telegram says how long to wait; waiting less gets the bot muted. */
  | { type: 'too_many'; seconds: number }
  /** Nothing reached Telegram, or Telegram is in trouble: as if never tried. */
  | { type: 'away' }
  /** It may have arrived. */
  | { type: 'ambiguous' }
  /** The placeholder is gone or too old to edit: begin with a new one. */
  | { type: 'no_placeholder' }
  /** This Bot API does not turn a text message into a document. */
  | { type: 'not_editable' }
  /** What is asked for is already so. */
  | { type: 'already_so' }
  /** The person cannot be written to: blocked the bot, left, never opened the chat. */
  | { type: 'unreachable' }
  /** The bot's own token is refused. */
  | { type: 'token_refused' }
  /** Trying again cannot help: too large, malformed, the file is gone. */
  | { type: 'never' }

/** What is known of an error thrown while talking to the Bot API, whatever library threw it. */
export interface SendError {
  /** Telegram's answer, when there was one. */
  code?: number
  description?: string
  retryAfter?: number
  /** errno of the connection or the file (`ECONNREFUSED`, `ENOENT` …). */
  errno?: string
  /** There was an answer, but it was not JSON: a web server in between spoke. */
  notJson?: boolean
}

/** 49 MiB: a file of exactly 50 MiB was refused in the field (rahiel/telegram-send#9). */
export const TELEGRAM_FILE_LIMIT = 49 * 1024 * 1024

/** A Bot API server of one's own takes 2000 MB; some room is left for what multipart adds. */
const LOCAL_API_LIMIT = 1_990_000_000

/** The largest file the Bot API takes, bytes. */
export const largestFile = (isLocalApi: boolean): number => (isLocalApi ? LOCAL_API_LIMIT : TELEGRAM_FILE_LIMIT)

/** Errors before a connection stood: the request never left, sending again is safe. */
const BEFORE_CONNECT = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETDOWN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EHOSTDOWN',
]
const OWN_FILE = ['ENOENT', 'EACCES', 'EISDIR', 'EPERM']

/** What a failed attempt means; `bytes` is the size of the file that was being sent, 0 for text. */
export function failureOf(error: SendError, bytes: number): Failure {
  if (error.code !== undefined) return refusedBy(error.code, error.description ?? '', error.retryAfter)
  if (error.errno && BEFORE_CONNECT.includes(error.errno)) return { type: 'away' }
  if (error.errno && OWN_FILE.includes(error.errno)) return { type: 'never' }
  if (error.notJson && bytes > TELEGRAM_FILE_LIMIT) return { type: 'never' }
  return { type: 'ambiguous' }
}

function refusedBy(code: number, description: string, retryAfter: number | undefined): Failure {
  if (code === 429) return { type: 'too_many', seconds: retryAfter ?? 30 }
  if (code === 401 || code === 404) return { type: 'token_refused' }
  if (code === 403) return { type: 'unreachable' }
  if (code >= 500) return { type: 'ambiguous' }
  if (code !== 400) return { type: 'never' }
  if (/not modified/i.test(description)) return { type: 'already_so' }
  if (/no media in the message|can't be changed|MEDIA_PREV_INVALID/i.test(description)) return { type: 'not_editable' }
  if (/message to edit not found|can't be edited|no text in the message|MESSAGE_ID_INVALID/i.test(description))
    return { type: 'no_placeholder' }
  if (/chat not found|user is deactivated|PEER_ID_INVALID/i.test(description)) return { type: 'unreachable' }
  return { type: 'never' }
}

/** The part of a delivery row that its rules look at. */
export interface DeliveryFacts {
  startedAttempts: number
  finishedAttempts: number
  createdAt: Date
  expiresAt: Date | null
}

/** What becomes of a delivery after a failure. */
export type Verdict =
  | { type: 'sent' }
  | { type: 'dead' }
  /** `counted`: this attempt is one towards the limit. */
  | { type: 'again'; afterMs: number; forgetPlaceholder: boolean; counted: boolean }

/** Attempts whose outcome stays unknown; by then half a day has passed. */
const ATTEMPTS_LIMIT = 20
/** Attempts that began and never came to an end: they take the worker down with them. */
const CRASH_LIMIT = 3

/** `chance` is a number from 0 to 1: many rows do not come back in the same instant. */
export function verdictOn(delivery: DeliveryFacts, failure: Failure, now: Date, chance: number): Verdict {
  const again = (afterMs: number, counted: boolean, forgetPlaceholder = false): Verdict =>
    delivery.expiresAt && now.getTime() + afterMs > delivery.expiresAt.getTime()
      ? { type: 'dead' }
      : { type: 'again', afterMs, forgetPlaceholder, counted }
  const tried = delivery.finishedAttempts + 1

  switch (failure.type) {
    case 'already_so':
      return { type: 'sent' }
    case 'unreachable':
    case 'never':
      return { type: 'dead' }
    case 'too_many':
      return again(failure.seconds * 1000 + Math.round(chance * 500), false)
    case 'token_refused':
      return again(5 * 60_000, false)
    case 'away':
      return again(patience(delivery.createdAt, now, chance), false)
    case 'no_placeholder':
      return tried >= ATTEMPTS_LIMIT ? { type: 'dead' } : again(0, true, true)
    case 'not_editable':
      return again(0, true)
    case 'ambiguous':
      return tried >= ATTEMPTS_LIMIT ? { type: 'dead' } : again(backOff(tried, 3600_000, chance), true)
  }
}

/** Why a delivery is dead that nobody came to an end with. */
export const POISONED = 'it took the worker down again and again'

/** Nobody comes to an end with it: set it aside before it takes the worker down again. */
export function isPoison(delivery: Pick<DeliveryFacts, 'startedAttempts' | 'finishedAttempts'>): boolean {
  return delivery.startedAttempts - delivery.finishedAttempts > CRASH_LIMIT
}

/** Milliseconds to wait after the n-th attempt (from 1): 1 s, 2 s, 4 s … `most`, a fifth more or less. */
export function backOff(attempt: number, most: number, chance: number): number {
  const base = Math.min(1000 * 2 ** Math.min(attempt - 1, 30), most)
  return Math.round(base * (0.8 + 0.4 * chance))
}

/** While Telegram is away: a quarter of the time already waited, from 1 s to 5 min. Not counted, so it needs no counter. */
function patience(since: Date, now: Date, chance: number): number {
  const waited = Math.max(0, now.getTime() - since.getTime())
  return Math.round(Math.min(Math.max(waited / 4, 1000), 5 * 60_000) * (0.8 + 0.4 * chance))
}

/** Where a dump stands by the states of its deliveries: null while some are still on their way. */
export function dumpAfter(deliveries: readonly { state: string }[]): 'delivered' | 'kept' | null {
  if (deliveries.some(delivery => delivery.state !== 'sent' && delivery.state !== 'dead')) return null
  return deliveries.length > 0 && deliveries.every(delivery => delivery.state === 'sent') ? 'delivered' : 'kept'
}
