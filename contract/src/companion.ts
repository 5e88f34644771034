import * as z from 'zod/mini'
import { TaxiChat } from './chat.ts'
import { SignInFound } from './health.ts'
import { Id, Instant } from './shapes.ts'
import { SlotQuota } from './slots.ts'

/**
 * The companion's line: WebSocket `/companion`, subprotocols `taxi.v1` and `token.<machine token>`
 * (a browser WebSocket carries no headers). Both ends send `beat` every 20 s: protocol pings do not
 * keep a service worker alive.
 */
export const COMPANION_PROTOCOL = 'taxi.v1'
export const BEAT_MS = 20_000
/** Silence longer than this means the machine or its browser is gone. */
export const SILENCE_MS = 45_000
/** Biggest file the companion may send, and biggest chat. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024
export const MAX_CHAT_BYTES = 32 * 1024 * 1024

/** A chat touched in the session: opened or written in. */
export const TouchedChat = z.object({
  service: z.string().check(z.maxLength(40)),
  id: z.string().check(z.maxLength(200)),
  url: z.string().check(z.maxLength(2000)),
  title: z.string().check(z.maxLength(500)),
  first_seen: Instant,
  last_seen: Instant,
  sent_messages: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  opened_only: z.boolean(),
})
export type TouchedChat = z.infer<typeof TouchedChat>

export const OpenTab = z.object({
  window: z.number(),
  index: z.number(),
  url: z.string(),
  title: z.string(),
  active: z.boolean(),
  pinned: z.boolean(),
  group: z.nullable(z.string()),
})
export type OpenTab = z.infer<typeof OpenTab>

export const PageVisit = z.object({ at: Instant, url: z.string(), title: z.string() })
export type PageVisit = z.infer<typeof PageVisit>
export const DownloadSeen = z.object({
  name: z.string(),
  url: z.string(),
  bytes: z.number(),
  state: z.enum(['in_progress', 'complete', 'interrupted']),
})
export type DownloadSeen = z.infer<typeof DownloadSeen>

/** What nobody may do to a shared account in their turn. */
export const GuardedDeed = z.enum(['sign_out', 'account', 'payment', 'deletion'])
export type GuardedDeed = z.infer<typeof GuardedDeed>
const ServiceName = z.string().check(z.maxLength(40))

export const fromCompanion = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), version: z.string(), vm_id: z.string(), session_id: z.nullable(Id) }),
  z.object({ t: z.literal('beat') }),
  z.object({ t: z.literal('touched'), session_id: Id, chat: TouchedChat }),
  /** The service is computing an answer right now (or no longer). */
  z.object({ t: z.literal('generating'), session_id: Id, since: z.nullable(Instant), what: z.string() }),
  /** A request that touches the account itself was stopped. */
  z.object({
    t: z.literal('guarded'),
    session_id: z.nullable(Id),
    service: ServiceName,
    what: GuardedDeed,
    at: Instant,
  }),
  /** How the account was found: told when two looks in a row said so. */
  z.object({
    t: z.literal('sign_in'),
    service: ServiceName,
    signed_in: z.boolean(),
    found: z.optional(SignInFound),
    at: Instant,
  }),
  /** What the service itself says is left of its quotas. */
  z.object({
    t: z.literal('quotas'),
    session_id: Id,
    service: ServiceName,
    quotas: z.array(SlotQuota).check(z.maxLength(20)),
    at: Instant,
  }),
  /** A reader no longer knows what the service answers: the answer, and its keys and types alone. */
  z.object({
    t: z.literal('drift'),
    session_id: Id,
    service: ServiceName,
    what: z.string().check(z.maxLength(500)),
    shape: z.string().check(z.maxLength(20_000)),
    answer: z.nullable(z.string().check(z.maxLength(1_000_000))),
  }),
  z.discriminatedUnion('ok', [
    z.object({ t: z.literal('reply'), id: z.number(), ok: z.literal(true), result: z.unknown() }),
    z.object({ t: z.literal('reply'), id: z.number(), ok: z.literal(false), error: z.string() }),
  ]),
])
export type FromCompanion = z.infer<typeof fromCompanion>

/** What the server asks; each is answered by one `reply` with the same id. Results are in `companionResults`. */
export const toCompanion = z.discriminatedUnion('t', [
  z.object({ t: z.literal('beat') }),
  /** A session begins: note touched chats from now on, journal them with this token. Idempotent by session. */
  z.object({
    t: z.literal('begin'),
    id: z.number(),
    session_id: Id,
    service: z.string(),
    start_url: z.string(),
    since: Instant,
    upload_token: z.string(),
    /** The seat was handed over: what stands open stays as it is. */
    keep_tabs: z.optional(z.boolean()),
  }),
  /** The services of this machine's slots: whose sign-in is looked after. */
  z.object({ t: z.literal('services'), id: z.number(), services: z.array(ServiceName) }),
  /** The open tabs as the person left them. */
  z.object({ t: z.literal('tabs'), id: z.number() }),
  /** Export what changed since the last journal, then tell what the browser saw. */
  z.object({ t: z.literal('finish'), id: z.number(), session_id: Id, deadline_ms: z.number() }),
  /** Give session cookies a date, so that the sign-in outlives the browser's restart. */
  z.object({ t: z.literal('keep_cookies'), id: z.number() }),
  /** The session is over: forget it. */
  z.object({ t: z.literal('end'), id: z.number(), session_id: Id }),
  z.object({ t: z.literal('open'), id: z.number(), url: z.string() }),
  /** Fetch a newer companion, and put it on air as soon as no session is on. */
  z.object({ t: z.literal('update'), id: z.number() }),
])
export type ToCompanion = z.infer<typeof toCompanion>

export const companionResults = {
  begin: z.object({ ready: z.boolean() }),
  services: z.object({}),
  tabs: z.object({ tabs: z.array(OpenTab) }),
  finish: z.object({
    chats: z.array(
      z.object({
        service: z.string(),
        id: z.string(),
        status: z.enum(['complete', 'partial', 'missing']),
        why: z.optional(z.string()),
      }),
    ),
    history: z.array(PageVisit),
    downloads: z.array(DownloadSeen),
  }),
  keep_cookies: z.object({ kept: z.number() }),
  end: z.object({}),
  open: z.object({}),
  /** `throttled`: the browser was asked too often and did not look. */
  update: z.object({ found: z.enum(['newer', 'nothing', 'throttled']) }),
}
export type CompanionResults = { [K in keyof typeof companionResults]: z.infer<(typeof companionResults)[K]> }

/** `POST companion/sessions/:id/journal`: one chat as it stands; the newest wins. */
export const JournalEntry = z.object({
  touched: TouchedChat,
  chat: TaxiChat,
  /** The Markdown of the active branch, rendered where the page is. */
  markdown: z.string(),
  /** The service's own answer, kept so that a reader's mistake loses nothing. */
  raw: z.optional(z.unknown()),
})
export type JournalEntry = z.infer<typeof JournalEntry>
/** `POST companion/sessions/:id/files?chat=<service>/<id>&name=<name>&mime=<mime>`: the bytes as the body. */
export const FileStored = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })

/** What the `local` driver hands over once through CDP as `globalThis.taxi.join(...)`. */
export const JoinTicket = z.object({
  ws_url: z.string(),
  server_url: z.string(),
  vm_id: z.string(),
  machine_token: z.string(),
})
export type JoinTicket = z.infer<typeof JoinTicket>
