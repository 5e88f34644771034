import type { Artifact, Asset, Attachment, Citation, Picture, Source, Turn } from '@taxi/contract/chat.ts'
import type { Page } from './page.ts'
import type { Shown } from './shown.ts'

/**
 * HOW TO TEACH THE COMPANION A SERVICE
 *
 * 1. `services/<name>.ts` exports one `Service` (below). `readByApi` asks the service from inside its page
 *    (`page.json`, `page.text`), puts every answer through `known(Shape, answer, what)` before it believes it, and returns a
 *    `Found`: plain turns in reading order, files named where they belong. It throws when the answer is not the whole
 *    chat (no root, a stub, fewer turns than told); it never guesses a time and never takes over instructions, memories
 *    or the e-mail address of the account. Shapes stand in `<name>-shapes.ts` (zod/mini, only the fields that are read).
 * 2. `services/<name>.page.ts` exports one `PageReader` (page/page-reader.ts): selectors and how one turn is read.
 *    It runs inside the page. Scrolling, collecting and merging turns are shared (page/collect.ts), Markdown of an
 *    element too (render/page-markdown.ts): a reader names what to drop and where the citations are. Galleries have
 *    `tiles`; documents that open beside the turns are `documents`: each is opened, read and closed when the page may be
 *    moved, and those that `Found.documents` counts and the API did not tell are taken from there.
 * 3. A line in `services.ts` and one in `page-readers.ts`; for the real browser one in SERVICES of
 *    server/src/entrypoints/companion/whole-session.e2e.test.ts, which delivers every recorded chat; where only scrolling
 *    or opening shows the whole, one in `services.e2e.test.ts` there, which reads it with the API down.
 * 4. `services/<name>.test.ts`: `fixtureWorld('<name>')` (testing/fixture-world.ts) answers as the service does, from
 *    `fixtures/<name>/`; `deliversExpected(await world.read(name), world.expected(name))` checks what must arrive.
 *    Copy chatgpt.ts, chatgpt-shapes.ts, chatgpt.page.ts and chatgpt.test.ts.
 *
 * The rest is shared and not a reader's business: pace, back-off and 429 (browser/pace.ts), which page is asked, page
 * instead of API and both compared (session/read-chat.ts, services/confirm.ts), the bytes of files, Markdown, upload.
 * Errors that mean something: `SignedOut`, `ChatGone` (nothing else is tried), `OtherShape` (from `known`), anything else
 * means "the API does not serve now". A name in the account that is no chat's (list, sidebar) is never asked for.
 *
 * In `Turn.markdown`: Markdown the service wrote stays as it is, except formulas, which become `$…$` and `$$…$$`
 * (render/formulas.ts), citations, which become `[^1]`, `[^2]` … counted per turn (render/citations.ts), and what is no
 * text (placeholders, tool marks), which goes. Code is never touched: use `outsideCode` (render/fences.ts).
 *
 * A text the API told that is a file to people (pasted text, a document of the chat) is kept by `inlineText`; the raw
 * answer goes through `without` (private.ts), so that nothing of the account's owner leaves. Google's pages are asked by
 * `batchExecute`, their nameless arrays are read with jspb.ts and cleaned by `withoutAccount` (google-account.ts).
 */
export interface Service {
  name: string

  /** Is this a page of the service? `home` is the seat's start page. */
  owns(url: URL, home: URL): boolean
  /** Which chat is at this address; null when none is. */
  chatAt(url: URL): string | null
  addressOf(chatId: string, home: URL): string
  /** Hosts whose session cookies are the sign-in. */
  signInHosts(home: URL): string[]

  /** Does a request to this address carry a message of the person's? The browser does not tell its method. */
  isMessage(url: URL): boolean
  /** Which chat that message goes to, when the request's address says it. */
  messageTo?(url: URL): string | null
  /** Chats that never get an address of their own. */
  unnamed?: Unnamed
  /** Selector that matches something on the page as long as an answer is being written. */
  answering: string
  /** A cheap question that tells whether the account is signed in; none when the service has no such question. */
  signIn?: SignInProbe

  /** Its pages show what the account made, whoever made it: of one that was worked in only what is of the turn is kept. */
  library?: true
  /** None when the service has no API that is known: then its page is read. */
  readByApi?(chat: ChatRef, page: Page): Promise<Found>
  /** What the service itself says is left; asked after an answer. `model`: the one that answered last. */
  quotas?(page: Page, model: string | null): Promise<Quota[]>
  /** Matches the host of frames in which the text of a turn stands. */
  frames?: RegExp
  /** Only when the shared reading of what the page shows (services/from-page.ts) does not do. */
  readShown?(shown: Shown, chat: ChatRef, page: Page): Promise<Found>
}

/** Temporary chats: their id stands in the answer to a message and nowhere else. */
export interface Unnamed {
  /** Does this page show one? */
  at(url: URL): boolean
  /** Matches the path a message is sent to. */
  sends: string
  /** Matches the id in the answer, as its only group. */
  named: string
}

/** A chat as it was met: `url` is the address the person had, `id` its name in the service. */
export interface ChatRef {
  id: string
  url: string
  /** The turn in which the person worked in it began then; none when they only looked at it. */
  worked_since?: string
}

/** A chat as a reader found it. Everything that is the same for all services is added by `readingOf`. */
export interface Found {
  title: string
  model: string | null
  created_at: string | null
  updated_at: string | null
  /** The branch the person sees first and in order, then the others with `active: false`. */
  turns: FoundTurn[]
  artifacts?: (Artifact & WithBytes)[]
  assets?: (Asset & WithBytes)[]
  sources?: Source[]
  notes?: string[]
  /** Why this is not the whole chat; none when it is. */
  incomplete?: string
  /** How many turns the service says there are on the active branch. */
  total?: number
  /** How many documents there are beside the turns; those the API did not tell are taken from the page. */
  documents?: number
  /** Quotas the service itself named, word for word. */
  quotas?: Quota[]
  /** The service's own answers. */
  raw: unknown
}

export interface FoundTurn extends Omit<Turn, 'index' | 'images' | 'attachments'> {
  images: (Picture & WithBytes)[]
  attachments: (Attachment & WithBytes)[]
}

export interface WithBytes {
  bytes?: FileAt
}

/** Where the bytes of a picture or file are. */
export interface FileAt {
  /** Stays the same from one export to the next, so that the bytes are sent once; a signed address does not. */
  key: string
  /**
   * Its address (`data:` too), or how to find it: asked only when the bytes are needed. The bytes are fetched by the
   * extension with the browser's cookies, whatever the host.
   */
  url: string | ((page: Page) => Promise<string>)
  /** Where the same is in full size: asked first, `url` when it is not there. */
  larger?: string
  headers?: Record<string, string>
  /** Under which name the bytes are kept, when that is not what they are called in the chat. */
  name?: string
}

export interface Quota {
  what: string
  left: number | null
  resets_at: string | null
}

export interface SignInProbe {
  /** Asked with the browser's cookies; who is sent on to a sign-in page is signed out (services/look-of.ts). */
  address: string
  /** The cookie whose end is the sign-in's end. */
  cookie?: RegExp
  /** null when the answer says neither; bot walls and failures are judged before. */
  signedIn(answer: { status: number; type: string; text: string }): boolean | null
}

/** A turn with the fields a reader has nothing to say about left empty. */
export function foundTurn(given: Pick<FoundTurn, 'role' | 'markdown'> & Partial<FoundTurn>): FoundTurn {
  return { id: null, at: null, model: null, images: [], attachments: [], citations: [], active: true, ...given }
}

export type { Artifact, Asset, Attachment, Citation, Picture, Source }

/** Seconds since 1970, as most services give times; nothing stays nothing. */
export const instant = (seconds: number | null | undefined): string | null =>
  typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000).toISOString() : null

/** Times as text; where the service names no zone they are UTC. */
export function instantOf(text: string | null | undefined): string | null {
  const zoned = text && !/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : (text ?? '')
  const at = new Date(zoned)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}
