import { branchesOf } from './branches.ts'
import { GrokChat, GrokResponses, GrokTree } from './grok-shapes.ts'
import { grokTurn } from './grok-turns.ts'
import { known } from './known.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'
import { without } from './private.ts'
import { type Found, instantOf, type Service } from './service.ts'

/** The service tells so many answers at once and no more. */
const AT_ONCE = 50

/** Grok: the tree is told first, then its messages by their names. On X it speaks to its own page only. */
export const grok: Service = {
  name: 'grok',

  owns: url =>
    url.hostname === 'grok.com' || (/^(?:www\.)?x\.com$/.test(url.hostname) && /^\/i\/grok\b/.test(url.pathname)),
  chatAt: url =>
    url.hostname === 'grok.com'
      ? (url.pathname.match(/^\/(?:c|chat)\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null)
      : (url.searchParams.get('conversation')?.match(/^\d+$/)?.[0] ?? null),
  addressOf: chatId =>
    /^\d+$/.test(chatId) ? `https://x.com/i/grok?conversation=${chatId}` : `https://grok.com/c/${chatId}`,
  signInHosts: () => ['grok.com', 'accounts.x.ai', 'x.com'],

  isMessage: url => /^\/rest\/app-chat\/conversations\/(?:new|[^/]+\/responses)$/.test(url.pathname),
  answering: 'button[aria-label="Stop model response"]',

  async readByApi({ id }, page) {
    if (/^\d+$/.test(id)) throw new Error('X tells its chats to its own page only')
    const base = '/rest/app-chat/conversations'
    const chat = await asked(page.json(`${base}_v2/${id}?includeWorkspaces=true&includeTaskResult=true`))
    const tree = await asked(page.json(`${base}/${id}/response-node?includeThreads=true`))
    const nodes = known(GrokTree, tree, 'the tree').responseNodes
    const raw: unknown[] = []
    for (let from = 0; from < nodes.length; from += AT_ONCE)
      raw.push(await responsesOf(page, id, nodes.slice(from, from + AT_ONCE)))
    return foundIn(known(GrokChat, chat, 'the conversation'), nodes, [chat, tree, ...raw])
  },
}

type Nodes = ReturnType<typeof GrokTree.parse>['responseNodes']

const responsesOf = (page: Page, id: string, nodes: Nodes): Promise<unknown> =>
  page.json(`/rest/app-chat/conversations/${id}/load-responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ responseIds: nodes.map(({ responseId }) => responseId) }),
  })

const asked = (answer: Promise<unknown>): Promise<unknown> =>
  answer.catch(error => {
    if (error instanceof NotAnswered && error.status === 404) throw new ChatGone('the chat is no more')
    throw error instanceof NotAnswered && error.status === 401 ? new SignedOut() : error
  })

function foundIn({ conversation }: GrokChat, tree: Nodes, [chat, nodes, ...pages]: unknown[]): Found {
  const responses = new Map(
    pages
      .flatMap(page => known(GrokResponses, page, 'the messages').responses)
      .map(response => [response.responseId, response]),
  )
  const branching = new Map(
    tree.map(({ responseId: id, parentResponseId }) => [id, { id, parent: parentResponseId || null }]),
  )
  const parents = new Set([...branching.values()].map(({ parent }) => parent))
  // Which branch is open is not told: the one that was written in last.
  const leaf = [...branching.keys()]
    .filter(id => !parents.has(id))
    .toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)))
    .at(-1)
  if (!leaf) throw new NotAnswered(200, 'the conversation without its messages')
  const { active, others } = branchesOf(branching, leaf)
  const turnsOf = (branch: { id: string }[]) =>
    branch.flatMap(({ id }) => {
      const response = responses.get(id)
      return response ? [grokTurn(response)] : []
    })
  const turns = turnsOf(active)
  const growing = active.some(({ id }) => responses.get(id)?.partial)
  return {
    title: conversation.title ?? '',
    model: turns.findLast(({ model }) => model)?.model ?? null,
    created_at: instantOf(conversation.createTime),
    updated_at: instantOf(conversation.modifyTime),
    turns: [...turns, ...others.flatMap(turnsOf).map(turn => ({ ...turn, active: false }))],
    total: active.length,
    ...(growing ? { incomplete: 'the answer was still being written' } : {}),
    raw: without([chat, nodes, ...pages], key => /^(?:user|account|personal|customInstruction|workspaces$)/i.test(key)),
  }

  function timeOf(id: string): string {
    return instantOf(responses.get(id)?.createTime) ?? ''
  }
}

// Look here by hand: open a chat with a search, and in the network panel compare the three answers with grok-shapes.ts
// (`cardAttachmentsJson` and `thinkingTrace` are the least certain); then `.message-bubble` with grok.page.ts.
