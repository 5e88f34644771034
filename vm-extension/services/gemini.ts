import { batchExecute } from './batchexecute.ts'
import { branchesOf } from './branches.ts'
import { geminiChatAt } from './gemini-address.ts'
import { versionsOf } from './gemini-documents.ts'
import { GeminiConversation, GeminiList, type GeminiTurn } from './gemini-shapes.ts'
import { type ReadTurn, readTurn } from './gemini-turns.ts'
import { withoutAccount } from './google-account.ts'
import { at, textAt } from './jspb.ts'
import { known } from './known.ts'
import { NotAnswered, type Page } from './page.ts'
import { type ChatRef, type Found, type FoundTurn, instant, type Service } from './service.ts'

/** More turns than a chat has; the service gives the newest when it is asked for fewer. */
const TURNS = 1_000
const MOST_TURNS = 16_000
const MOST_PAGES = 100

/** Gemini, with everything that is made in its chats: research, canvases, pictures, films. */
export const gemini: Service = {
  name: 'gemini',

  owns: url => url.hostname === 'gemini.google.com',
  chatAt: geminiChatAt,
  addressOf: chatId => `https://gemini.google.com/app/${chatId}`,
  signInHosts: () => ['gemini.google.com', 'accounts.google.com'],

  isMessage: url => url.pathname.endsWith('/assistant.lamda.BardFrontendService/StreamGenerate'),
  answering: '.markdown[aria-busy="true"], .send-button.stop',
  signIn: {
    address: 'https://gemini.google.com/app',
    cookie: /^__Secure-1PSID$/,
    signedIn: ({ status, text }) => (/"SNlM0e"\s*:\s*"[^"]/.test(text) ? true : status < 400 ? false : null),
  },

  async readByApi(chat, page) {
    const answers = await conversationOf(chat, page)
    const turns = answers.flatMap(answer => known(GeminiConversation, answer, 'the conversation')[0])
    if (turns.length === 0) throw new NotAnswered(200, 'the conversation without its messages')
    if (turns.some(([[id]]) => id !== `c_${chat.id}`)) throw new NotAnswered(200, 'another conversation')
    // The page that shows the chat tells its title too; the answer does not.
    const title = geminiChatAt(new URL(page.url)) === chat.id ? '' : await titleOf(chat, page)
    return foundIn(turns, title, withoutAccount(answers.length === 1 ? answers[0] : answers))
  },
}

const call = (chat: ChatRef, page: Page, rpcid: string, args: unknown) =>
  batchExecute(page, { app: '/_/BardChatUi', home: '/app', rpcid, args, from: new URL(chat.url).pathname })

/** All turns: asked for more as long as there are more, and for older pages as long as there are any. */
async function conversationOf(chat: ChatRef, page: Page): Promise<unknown[]> {
  const answers: unknown[] = []
  let cursor: string | null = null
  for (let limit = TURNS; ; ) {
    const answer = await call(chat, page, 'hNvQHb', [`c_${chat.id}`, limit, cursor, 1, [1], [4], null, 1])
    const older = textAt(answer, 1)
    const full = (at(answer, 0) as unknown[] | null)?.length === limit
    if (!older && full && limit < MOST_TURNS) {
      limit *= 2
      continue
    }
    answers.push(answer)
    if (!older || answers.length === MOST_PAGES) return answers
    cursor = older
  }
}

/** Of the account's list only this chat's own row is looked at. */
async function titleOf(chat: ChatRef, page: Page): Promise<string> {
  try {
    const list = known(GeminiList, await call(chat, page, 'MaZiqc', [100, null, [0, null, 1]]), 'the list')
    const row = list[2].find(([id]) => id === `c_${chat.id}`)
    return textAt(row, 1) ?? ''
  } catch {
    return ''
  }
}

function foundIn(told: GeminiTurn[], title: string, raw: unknown): Found {
  const nodes = treeOf(told)
  const { active, others } = branchesOf(nodes, told[0]?.[0][1] ?? '')
  const read = active.map(({ turn }) => readTurn(turn))
  const beside = others.flat().map(({ turn }) => readTurn(turn))
  const turns = read.flatMap(each => each.turns)
  const off = [...beside.flatMap(each => each.turns), ...[...read, ...beside].flatMap(each => each.drafts)]
  const artifacts = versionsOf(read.flatMap(each => each.artifacts))
  const rootless = textAt(told.at(-1), 1, 1) !== null
  const why = rootless ? 'the service did not tell the oldest messages' : unfinished(read)
  return {
    title,
    model: mostUsed(turns),
    // The first time the service tells is that of the first answer.
    created_at: null,
    updated_at: instant(Number(at(told[0], 4, 0))),
    turns: [...turns, ...off.map(turn => ({ ...turn, active: false }))],
    artifacts,
    documents: artifacts.length + read.reduce((sum, { unread }) => sum + unread, 0),
    ...(why ? { incomplete: why } : {}),
    raw,
  }
}

/**
 * Turns by what they follow. What follows a turn that is no more follows the one told before it, and so do all when
 * none says what it follows.
 */
function treeOf(told: GeminiTurn[]): Map<string, { id: string; parent: string | null; turn: GeminiTurn }> {
  const ids = new Set(told.map(([[, id]]) => id))
  const linked = told.some(turn => textAt(turn, 1, 1) !== null)
  return new Map(
    told.toReversed().map((turn, index, turns) => {
      const [[, id]] = turn
      const parent = textAt(turn, 1, 1)
      const before = turns[index - 1]?.[0][1] ?? null
      return [id, { id, parent: linked && (parent === null || ids.has(parent)) ? parent : before, turn }]
    }),
  )
}

/** Only the newest answer can still be on its way: one before it was stopped by the person. */
function unfinished(read: ReadTurn[]): string | null {
  return read.at(-1)?.finished === false ? 'the last answer was not finished' : null
}

/** Each answer has a model of its own; the chat's is the one most answers are by. */
function mostUsed(turns: FoundTurn[]): string | null {
  const models = turns.flatMap(({ model }) => model ?? [])
  const times = (model: string) => models.filter(each => each === model).length
  return models.toSorted((a, b) => times(b) - times(a))[0] ?? null
}

// Look here by hand: open a chat, and in the network panel compare the answer of batchexecute?rpcids=hNvQHb with
// gemini-turns.ts (places in arrays) and gemini-documents.ts; then `.conversation-container` and `immersive-panel` with
// gemini.page.ts.
