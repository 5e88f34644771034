import { branchesOf } from './branches.ts'
import { authorised } from './chatgpt-account.ts'
import { canvasesOf } from './chatgpt-canvas.ts'
import { withoutPrivate } from './chatgpt-private.ts'
import { chatgptQuotas } from './chatgpt-quotas.ts'
import { Conversation, TextDocs } from './chatgpt-shapes.ts'
import { turnsOf } from './chatgpt-turns.ts'
import { known } from './known.ts'
import { NotAnswered } from './page.ts'
import { type Found, instant, type Service } from './service.ts'

const HOSTS = ['chatgpt.com', 'chat.openai.com']
const SENDS = '^/backend-api/(?:f/)?conversation$'

/** ChatGPT: the conversation endpoint tells the whole tree, the page mounts only what is near. */
export const chatgpt: Service = {
  name: 'chatgpt',

  owns: url => HOSTS.includes(url.hostname),
  // `/c/WEB:<id>` is a chat that is not saved yet: its real id comes.
  chatAt: url => url.pathname.match(/^\/(?:g\/[^/]+\/)?(?:project\/)?c\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  addressOf: chatId => `https://chatgpt.com/c/${chatId}`,
  signInHosts: () => ['chatgpt.com', 'auth.openai.com'],

  isMessage: url => new RegExp(SENDS).test(url.pathname),
  unnamed: {
    at: url => url.pathname === '/' && url.searchParams.get('temporary-chat') === 'true',
    sends: SENDS,
    named: '"conversation_id"\\s*:\\s*"([0-9a-f]{8}-[0-9a-f-]{27})"',
  },
  answering: '[data-testid="stop-button"]',
  frames: /^connector-openai-deep-research\.web-sandbox\.oaiusercontent\.com$/,
  signIn: {
    address: 'https://chatgpt.com/api/auth/session',
    cookie: /^__Secure-next-auth\.session-token/,
    signedIn: ({ text }) => (/"accessToken"\s*:/.test(text) ? true : /^\s*\{\s*\}\s*$/.test(text) ? false : null),
  },

  async readByApi({ id }, page) {
    const headers = await authorised(page)
    const path = `/backend-api/conversation/${encodeURIComponent(id)}`
    // Research reports are hidden messages and the widget's state.
    const all = `${path}?include_visually_hidden_messages=true&include_widget_state=true`
    const raw = await page.json(all, { headers })
    const conversation = known(Conversation, raw, 'the conversation')
    const docs = await page.json(`${path}/textdocs`, { headers }).then(
      answer => known(TextDocs, answer, 'the canvases'),
      () => [],
    )
    return foundIn(conversation, docs, { id, headers }, withoutPrivate(raw))
  },
  quotas: chatgptQuotas,
}

/** What is needed to ask for the files of a chat. */
export interface Asking {
  id: string
  headers: Record<string, string>
}

function foundIn(
  conversation: Conversation,
  docs: ReturnType<typeof TextDocs.parse>,
  asking: Asking,
  raw: unknown,
): Found {
  const nodes = new Map(Object.entries(conversation.mapping))
  const { active, others } = branchesOf(nodes, conversation.current_node)
  if (!active.some(({ message }) => message?.author.role === 'user'))
    throw new NotAnswered(200, 'the conversation without its messages')
  const turns = turnsOf(active, asking)
  const unfinished = active.some(({ message }) => message?.status === 'in_progress')
  return {
    title: conversation.title ?? '',
    model: turns.findLast(({ model }) => model)?.model ?? conversation.default_model_slug ?? null,
    created_at: instant(conversation.create_time),
    updated_at: instant(conversation.update_time),
    turns: [...turns, ...others.flatMap(branch => turnsOf(branch, asking)).map(turn => ({ ...turn, active: false }))],
    artifacts: canvasesOf([...active, ...others.flat()], docs),
    ...(unfinished ? { incomplete: 'the answer was still being written' } : {}),
    raw,
  }
}

// Look here by hand: open a chat, and in the network panel compare /backend-api/conversation/<id> with
// chatgpt-shapes.ts; then `section[data-testid^="conversation-turn-"]` with chatgpt.page.ts.
