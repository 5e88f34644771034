import { branchesOf } from './branches.ts'
import { conversationOf } from './claude-account.ts'
import { artifactsOf } from './claude-artifacts.ts'
import { madeFiles } from './claude-files.ts'
import { withoutPrivate } from './claude-private.ts'
import { claudeQuotas } from './claude-quotas.ts'
import { Conversation, type ListedFile, ListedFiles, type Message } from './claude-shapes.ts'
import { turnOf } from './claude-turns.ts'
import { foundOnPage } from './from-page.ts'
import { known } from './known.ts'
import { NotAnswered, type Page } from './page.ts'
import { type Found, instantOf, type Service } from './service.ts'

const UUID = '[0-9a-f]{8}-[0-9a-f-]{27}'
const SENT = new RegExp(`/chat_conversations/(${UUID})/(?:retry_)?completion$`)

/** Claude: one answer tells the whole tree, the page mounts a handful of turns. */
export const claude: Service = {
  name: 'claude',

  owns: url => url.hostname === 'claude.ai',
  chatAt: url => url.pathname.match(new RegExp(`^/chat/(${UUID})/?$`))?.[1] ?? null,
  addressOf: chatId => `https://claude.ai/chat/${chatId}`,
  signInHosts: () => ['claude.ai'],

  isMessage: url => SENT.test(url.pathname),
  // An incognito chat stays at `/new`.
  messageTo: url => url.pathname.match(SENT)?.[1] ?? null,
  answering: '[data-is-streaming="true"]',
  signIn: {
    address: 'https://claude.ai/api/organizations',
    cookie: /^sessionKey$/,
    signedIn({ status, text }) {
      if (status === 200) return /^\s*\[/.test(text) ? true : null
      return (status === 401 || status === 403) && /^\s*\{/.test(text) ? false : null
    },
  },

  async readByApi({ id }, page) {
    const { organisation, answer } = await conversationOf(id, page)
    const conversation = known(Conversation, answer, 'the conversation')
    const asking = { id, organisation, model: conversation.model ?? null, at: page.url }
    const listed = await filesOn(page, conversation, asking)
    return foundIn(conversation, listed, asking, withoutPrivate(answer))
  },

  quotas: claudeQuotas,

  /** Documents the page shows closed are known by their names only. */
  async readShown(shown) {
    const found = foundOnPage(shown)
    const open = new Set(shown.artifacts.map(({ title }) => title))
    const files = shown.turns.flatMap(({ role, attachments }) => (role === 'assistant' ? attachments : []))
    const closed = files.filter(({ name }) => !open.has(name))
    if (closed.length === 0) return found
    const missing = `not open on the page: ${closed.map(({ name }) => name).join(', ')}`
    return { ...found, incomplete: [found.incomplete, missing].filter(Boolean).join('; ') }
  },
}

/** What is needed to ask for the files of a chat, and what holds for every answer of it. */
export interface Asking {
  id: string
  organisation: string
  model: string | null
  at: string
}

const TOOLS_OF_A_MACHINE = new Set(['bash_tool', 'create_file', 'present_files', 'str_replace'])

/** The machine's files; it is asked only when an answer worked on one, and may be gone. */
async function filesOn(page: Page, { chat_messages }: Conversation, { organisation, id }: Asking) {
  const worked = chat_messages.some(({ content }) => content.some(({ name }) => TOOLS_OF_A_MACHINE.has(String(name))))
  if (!worked) return []
  const path = `/api/organizations/${organisation}/conversations/${id}/wiggle/list-files?prefix=`
  return page.json(path).then(
    answer => known(ListedFiles, answer, 'the files').files_metadata ?? [],
    () => [],
  )
}

function foundIn(conversation: Conversation, listed: ListedFile[], asking: Asking, raw: unknown): Found {
  const { name, model, created_at, updated_at, current_leaf_message_uuid, chat_messages } = conversation
  const uuids = new Set(chat_messages.map(({ uuid }) => uuid))
  const nodes = chat_messages.map(message => {
    const parent = message.parent_message_uuid
    // The first message hangs on a root that is no message.
    return { id: message.uuid, parent: parent && !isRoot(parent, uuids) ? parent : null, message }
  })
  const { active, others } = branchesOf(new Map(nodes.map(node => [node.id, node])), current_leaf_message_uuid)
  const [seen, ...off] = [active, ...others].map(branch => branch.map(({ message }) => message))
  if (!seen?.some(({ sender }) => sender === 'human'))
    throw new NotAnswered(200, 'the conversation without its messages')
  const made = madeFiles(seen, listed, asking)
  const turns = (messages: Message[], active: boolean) =>
    messages
      .flatMap(message => turnOf(message, asking, made.get(message.uuid) ?? []))
      .map(turn => ({ ...turn, active }))
  return {
    title: name ?? '',
    model: model ?? null,
    created_at: instantOf(created_at),
    updated_at: instantOf(updated_at),
    turns: [...turns(seen, true), ...off.flatMap(branch => turns(branch, false))],
    artifacts: artifactsOf([seen, ...off]),
    raw,
  }
}

const isRoot = (uuid: string, uuids: ReadonlySet<string>) =>
  !uuids.has(uuid) && /^0{8}-0{4}-[04]0{3}-[08]0{3}-0{12}$/.test(uuid)

// Look here by hand: open a chat, and in the network panel compare …/chat_conversations/<id>?tree=True with
// claude-shapes.ts; make a file and compare …/wiggle/list-files; then `[role="article"]` with claude.page.ts.
