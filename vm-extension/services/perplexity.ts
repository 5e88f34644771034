import { known } from './known.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'
import { slugAt } from './perplexity-address.ts'
import { answerIn, sourcesOf } from './perplexity-answer.ts'
import { documentsOf } from './perplexity-files.ts'
import { withoutPrivate } from './perplexity-private.ts'
import { perplexityQuotas } from './perplexity-quotas.ts'
import { type Entry, Thread } from './perplexity-shapes.ts'
import { lacksAnswer, modelOf, turnsOf } from './perplexity-turns.ts'
import { type Found, instantOf, type Service } from './service.ts'

const HOSTS = ['www.perplexity.ai', 'perplexity.ai']
/** More pages than any thread has: an answer that never ends must. */
const MOST_PAGES = 100

/** Perplexity: a thread is a list of entries, told ten at a time. */
export const perplexity: Service = {
  name: 'perplexity',

  owns: url => HOSTS.includes(url.hostname),
  chatAt: slugAt,
  addressOf: chatId => `https://www.perplexity.ai/search/${chatId}`,
  signInHosts: () => ['www.perplexity.ai'],

  isMessage: url => url.pathname === '/rest/sse/perplexity_ask',
  answering: '[data-testid="stop-generating-response-button"]',
  signIn: {
    address: 'https://www.perplexity.ai/api/auth/session',
    cookie: /^__Secure-next-auth\.session-token/,
    signedIn: ({ text }) => (/"user"\s*:\s*\{/.test(text) ? true : /^\s*\{\s*\}\s*$/.test(text) ? false : null),
  },

  async readByApi({ id }, page) {
    const { threads, raw, cut } = await pagesOf(id, page)
    return foundIn(threads, cut, raw.length === 1 ? raw[0] : raw)
  },
  quotas: perplexityQuotas,
}

/** All pages of the thread. `cut`: the service said there is more, and then told nothing new. */
async function pagesOf(slug: string, page: Page): Promise<{ threads: Thread[]; raw: unknown[]; cut: boolean }> {
  const threads: Thread[] = []
  const raw: unknown[] = []
  const seen = new Set<string>()
  let where: Record<string, string> = { offset: '0' }
  while (threads.length < MOST_PAGES) {
    const answer = await threadFrom(page, slug, where)
    const thread = known(Thread, answer, 'the thread')
    const entries = thread.entries.filter(({ backend_uuid }) => !backend_uuid || !seen.has(backend_uuid))
    if (entries.length === 0) return { threads, raw, cut: threads.length > 0 }
    for (const { backend_uuid } of entries) if (backend_uuid) seen.add(backend_uuid)
    threads.push({ ...thread, entries })
    raw.push(withoutPrivate(answer))
    if (!thread.has_next_page) return { threads, raw, cut: false }
    const offset = threads.reduce((sum, each) => sum + each.entries.length, 0)
    where = thread.next_cursor ? { cursor: thread.next_cursor } : { offset: String(offset) }
  }
  return { threads, raw, cut: true }
}

async function threadFrom(page: Page, slug: string, where: Record<string, string>): Promise<unknown> {
  const query = new URLSearchParams({
    with_parent_info: 'true',
    with_schematized_response: 'true',
    version: '2.18',
    source: 'default',
    limit: '100',
    from_first: 'true',
    ...where,
  })
  const headers = { 'x-app-apiclient': 'default', 'x-app-apiversion': '2.18' }
  return page.json(`/rest/thread/${slug}?${query}`, { headers }).catch(error => {
    if (error instanceof NotAnswered && /ENTRY_(?:EXPIRED|DELETED|NOT_FOUND)/.test(error.said))
      throw new ChatGone('the thread has expired or was deleted')
    throw error instanceof NotAnswered && error.status === 401 ? new SignedOut() : error
  })
}

function foundIn(threads: Thread[], cut: boolean, raw: unknown): Found {
  const entries = threads.flatMap(thread => thread.entries)
  const first = entries[0]
  if (!first) throw new NotAnswered(200, 'the thread without its entries')
  const metadata = threads[0]?.thread_metadata
  const incomplete = whyIncomplete(entries, cut)
  return {
    title: metadata?.title || first.thread_title || first.query_str,
    model: modelOf(first),
    created_at: instantOf(first.entry_created_datetime ?? metadata?.created_at),
    updated_at: instantOf(metadata?.updated_at ?? entries.at(-1)?.entry_updated_datetime),
    turns: entries.flatMap(turnsOf),
    artifacts: entries.flatMap(entry => documentsOf(entry, answerIn(entry), sourcesOf(entry))),
    ...(incomplete ? { incomplete } : {}),
    raw,
  }
}

function whyIncomplete(entries: Entry[], cut: boolean): string | null {
  if (entries.some(({ status }) => status === 'PENDING')) return 'the answer was still being written'
  if (cut) return 'the service said there is more, and did not tell it'
  const lacking = entries.filter(lacksAnswer).length
  return lacking > 0 ? `${lacking} answers came without their text` : null
}

// Look here by hand: open a thread, and in the network panel compare /rest/thread/<slug> with perplexity-shapes.ts;
// attach a file and look at `attachments`; make a picture and look at `unified_assets_block`; then
// `h1.group/query` and `[id^="markdown-content-"]` with perplexity.page.ts.
