import type * as z from 'zod/mini'
import { batchExecute } from './batchexecute.ts'
import { foundOnPage } from './from-page.ts'
import { withoutAccount } from './google-account.ts'
import { textAt } from './jspb.ts'
import { known } from './known.ts'
import { Conversations, Notebook, Notes, type Said, Studio, Summary, Turns } from './notebooklm-shapes.ts'
import { notesIn, sourcesIn, studioIn } from './notebooklm-things.ts'
import { runningOf, turnOf } from './notebooklm-turns.ts'
import type { Page } from './page.ts'
import type { Artifact, ChatRef, Found, Service, Source } from './service.ts'

const HOSTS = ['notebooklm.google.com', 'notebook.google.com']
const CHAT = /^(?:\/u\/\d+)?\/notebook\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/
const MOST_PAGES = 100

/** NotebookLM: a notebook has one running chat, its sources, notes, and what the studio made of them. */
export const notebooklm: Service = {
  name: 'notebooklm',

  owns: url => HOSTS.includes(url.hostname),
  chatAt: url => url.pathname.match(CHAT)?.[1] ?? null,
  addressOf: chatId => `https://notebooklm.google.com/notebook/${chatId}`,
  signInHosts: () => [...HOSTS, 'accounts.google.com'],

  isMessage: url => url.pathname.endsWith('/GenerateFreeFormStreamed'),
  answering: '.chat-panel-content [role="progressbar"]',
  signIn: {
    address: 'https://notebooklm.google.com/',
    cookie: /^__Secure-1PSID$/,
    signedIn: ({ status, text }) => (/"SNlM0e"\s*:\s*"[^"]/.test(text) ? true : status < 400 ? false : null),
  },

  async readByApi(chat, page) {
    const notebook = await notebookOf(chat, page)
    const { turns, begun, raw } = await chatOf(chat, page, notebook.sources)
    const beside = await besideOf(chat, page)
    const first = turns[0]?.at ?? null
    return {
      title: notebook.title,
      model: null,
      created_at: begun ?? first,
      updated_at: turns.at(-1)?.at ?? null,
      turns,
      sources: notebook.sources,
      ...beside.found,
      raw: withoutAccount({ notebook: notebook.raw, chat: raw, ...beside.raw }),
    }
  },

  /** The page names sources by their titles, and of notes and studio nothing else: the API may still tell the rest. */
  async readShown(shown, chat, page) {
    const found = foundOnPage(shown)
    const beside = await besideOf(chat, page)
    const notebook = await notebookOf(chat, page).catch(() => null)
    const told = notebook ? { title: notebook.title, sources: notebook.sources } : {}
    const names = (found.artifacts ?? []).filter(({ title }) => !beside.titles.has(title))
    const artifacts = [...(beside.found.artifacts ?? []), ...names]
    const incomplete = found.incomplete ?? beside.found.incomplete
    return {
      ...found,
      ...told,
      ...beside.found,
      artifacts,
      turns: notebook ? found.turns.map(turn => named(turn, notebook.sources)) : found.turns,
      ...(incomplete ? { incomplete } : {}),
    }
  },
}

const call = (chat: ChatRef, page: Page, rpcid: string, args: unknown) =>
  batchExecute(page, { app: '/_/LabsTailwindUi', home: '/', rpcid, args, from: new URL(chat.url).pathname })

async function notebookOf(chat: ChatRef, page: Page): Promise<{ title: string; sources: Source[]; raw: unknown }> {
  const answer = await call(chat, page, 'rLM1Ne', [chat.id, null, [2], null, 0])
  const notebook = known(Notebook, answer, 'the notebook')
  // Behind these stand its settings, with the instructions it was given.
  return { title: notebook[0][0] ?? '', sources: sourcesIn(notebook), raw: notebook[0].slice(0, 4) }
}

/** The running chat; none before the first question. */
async function chatOf(chat: ChatRef, page: Page, sources: Source[]) {
  const told = await call(chat, page, 'hPTbtc', [[], null, chat.id, 20])
  const running = runningOf(known(Conversations, told, 'the conversations')?.[0] ?? [])
  if (!running) return { turns: [], begun: null, raw: [] }
  const said = new Map<string, Said>()
  const raw: unknown[] = []
  for (let cursor: string | null = ''; cursor !== null && raw.length < MOST_PAGES; ) {
    const args = [[], null, null, running.id, 20, ...(cursor ? [cursor] : [])]
    const answer = await call(chat, page, 'khqZz', args)
    const turns = known(Turns, answer, 'the messages')?.[0] ?? []
    raw.push(answer)
    const fresh = turns.filter(([id]) => !said.has(id))
    for (const turn of fresh) said.set(turn[0], turn)
    const next = textAt(answer, 1)
    if (next && fresh.length === 0) throw new Error('the service tells the same messages again and again')
    cursor = next
  }
  const turns = [...said.values()].toReversed().flatMap(turn => turnOf(turn, sources))
  return { turns, begun: running.begun, raw }
}

/** Notes, studio and summary. What of it is not told, or not as it used to be, is named; the chat is no worse for it. */
async function besideOf(chat: ChatRef, page: Page) {
  const missing: string[] = []
  async function told<T>(rpcid: string, args: unknown, shape: z.ZodMiniType<T>, what: string): Promise<T | null> {
    const answer = call(chat, page, rpcid, args).then(answer => known(shape, answer, what))
    return answer.catch(() => {
      missing.push(what)
      return null
    })
  }
  const suggested = 'NOT artifact.status = "ARTIFACT_STATUS_SUGGESTED"'
  const notes = await told('cFji9', [chat.id], Notes, 'its notes')
  const studio = await told('gArtLc', [[2], chat.id, suggested], Studio, 'what the studio made')
  const summary = await told('VfAZjd', [chat.id, [2]], Summary, 'its summary')

  const made = studioIn(studio?.[0] ?? [])
  const artifacts = [...summaryIn(summary), ...notesIn(notes), ...made.documents]
  const found: Pick<Found, 'artifacts' | 'assets' | 'notes' | 'incomplete'> = {
    artifacts,
    ...(made.assets.length > 0 ? { assets: made.assets } : {}),
    ...(made.notes.length > 0 ? { notes: made.notes } : {}),
    ...(missing.length > 0 ? { incomplete: `the service did not tell ${missing.join(', ')}` } : {}),
  }
  const titles = new Set([...artifacts, ...made.assets].map(({ title }) => title))
  return { found, titles, raw: { notes, studio, summary } }
}

function summaryIn(answer: unknown): Artifact[] {
  const content = textAt(answer, 0, 0) ?? textAt(answer, 0, 0, 0)
  return content ? [{ id: 'summary', title: 'Summary', type: 'text/markdown', content, versions: [content] }] : []
}

/** A source the page cites by its title, as the notebook knows it. */
function named(turn: Found['turns'][number], sources: Source[]): Found['turns'][number] {
  const citations = turn.citations.map(citation => {
    const source = sources.find(({ title }) => citation.url === `source:${title}`)
    return source ? { ...citation, url: source.url ?? `source:${source.id}` } : citation
  })
  return { ...turn, citations }
}

// Look here by hand: open a notebook, and in the network panel compare the answers of batchexecute (rLM1Ne, hPTbtc,
// khqZz, cFji9, gArtLc) with notebooklm-shapes.ts; make an audio overview and look where gArtLc tells its address;
// then `.chat-message-pair` with notebooklm.page.ts.
