import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'

/** What a call of one of Google's pages is made of. `app` is the folder of its API: `/_/BardChatUi`. */
export interface Call {
  app: string
  /** The page whose HTML has the tokens: `/app`. */
  home: string
  rpcid: string
  args: unknown
  /** The page the call is said to come from; `/u/N` in front of it names the account. */
  from: string
}

interface Tokens {
  at: string
  bl: string
  sid: string
}

/** Google counts these like gRPC does. */
const NOT_FOUND = 5
const SIGNED_OUT = 16
const REFUSED = new Set([400, 401, 403])

/**
 * Calls `batchexecute` as the page itself would, and gives the payload. A page that stood open for long has a stale
 * token: then the page's HTML is asked for a new one, once.
 */
export async function batchExecute(page: Page, call: Call): Promise<unknown> {
  const own = accountOf(new URL(page.url).pathname) === accountOf(call.from) ? await tokensOf(page) : null
  try {
    if (own) return await send(page, call, own)
  } catch (error) {
    if (!(error instanceof NotAnswered) || !REFUSED.has(error.status)) throw error
    const fresh = await freshTokens(page, call).catch(() => null)
    if (!fresh || fresh.at === own?.at) throw error
    return send(page, call, fresh)
  }
  return send(page, call, await freshTokens(page, call))
}

/** `/u/1` when the address names an account. */
export const accountOf = (path: string): string => path.match(/^\/u\/\d+(?=\/)/)?.[0] ?? ''

let asked = 0

async function send(page: Page, { app, rpcid, args, from }: Call, { at, bl, sid }: Tokens): Promise<unknown> {
  asked += 1
  const query = new URLSearchParams({
    rpcids: rpcid,
    'source-path': from,
    bl,
    'f.sid': sid,
    hl: 'en',
    _reqid: String(asked * 100_000 + 1_000),
    rt: 'c',
  })
  const calls = JSON.stringify([[[rpcid, JSON.stringify(args), null, 'generic']]])
  const text = await page.text(`${accountOf(from)}${app}/data/batchexecute?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'x-same-domain': '1' },
    body: new URLSearchParams({ 'f.req': calls, at }).toString(),
  })
  return payloadIn(text, rpcid)
}

async function tokensOf(page: Page): Promise<Tokens> {
  const [at, bl, sid] = await Promise.all(
    ['SNlM0e', 'cfb2h', 'FdrFJe'].map(name => page.global(`WIZ_global_data.${name}`)),
  )
  return known(at, bl, sid)
}

async function freshTokens(page: Page, { from, home }: Call): Promise<Tokens> {
  const html = await page.text(`${accountOf(from)}${home}`)
  const told = (name: string) => html.match(new RegExp(`"${name}":"([^"]*)"`))?.[1]
  return known(told('SNlM0e'), told('cfb2h'), told('FdrFJe'))
}

/** A page that nobody is signed in to has no token. */
function known(at: unknown, bl: unknown, sid: unknown): Tokens {
  if (typeof at !== 'string' || at === '') throw new SignedOut()
  return { at, bl: String(bl ?? ''), sid: String(sid ?? '') }
}

/**
 * The payload of the answer: `)]}'`, then lengths and rows of JSON by turns. The lengths are not to be trusted, the
 * rows are found by their brackets.
 */
export function payloadIn(text: string, rpcid: string): unknown {
  for (const row of rowsIn(text)) {
    if (row[0] === 'wrb.fr' && row[1] === rpcid && typeof row[2] === 'string') return JSON.parse(row[2])
    if (row[0] === 'wrb.fr' && row[1] === rpcid) throw refusal(rpcid, row[5])
    if (row[0] === 'er') throw new NotAnswered(Number(row[5]) || 400, rpcid, text)
  }
  throw new NotAnswered(200, rpcid, text)
}

function refusal(rpcid: string, told: unknown): Error {
  const code = Array.isArray(told) ? told[0] : told
  if (code === NOT_FOUND) return new ChatGone('the chat is no more')
  if (code === SIGNED_OUT) return new SignedOut()
  return new NotAnswered(200, `${rpcid} (${String(code)})`)
}

function rowsIn(text: string): unknown[][] {
  const rows: unknown[][] = []
  for (let start = text.indexOf('[['); start >= 0; ) {
    const end = endOf(text, start)
    if (end < 0) break
    const block: unknown = parsed(text.slice(start, end))
    if (Array.isArray(block)) rows.push(...block.filter(row => Array.isArray(row)))
    start = text.indexOf('[[', end)
  }
  return rows
}

/** Behind the bracket that closes the one at `start`; -1 when none does. */
function endOf(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const mark = text[at]
    if (mark === '"') at = endOfText(text, at)
    else if (mark === '[') depth += 1
    else if (mark === ']') depth -= 1
    if (depth === 0) return at + 1
  }
  return -1
}

function endOfText(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
