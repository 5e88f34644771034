import { branchesOf } from './branches.ts'
import { DeepSeekHistory, DeepSeekNo, DeepSeekToken } from './deepseek-shapes.ts'
import { deepseekTurn } from './deepseek-turns.ts'
import { known } from './known.ts'
import { NotAnswered, type Page, SignedOut } from './page.ts'
import { without } from './private.ts'
import { type Found, instant, type Service } from './service.ts'

/** DeepSeek: one answer tells the whole tree; a refusal comes as 200 with a code. */
export const deepseek: Service = {
  name: 'deepseek',

  owns: url => url.hostname === 'chat.deepseek.com',
  chatAt: url => url.pathname.match(/^\/a\/chat\/s\/([0-9a-f]{8}-[0-9a-f-]{27})\/?$/)?.[1] ?? null,
  addressOf: chatId => `https://chat.deepseek.com/a/chat/s/${chatId}`,
  signInHosts: () => ['chat.deepseek.com'],

  isMessage: url => /^\/api\/v0\/chat\/(?:completion|edit_message|regenerate)$/.test(url.pathname),
  answering: '[data-testid="stop-button"], .ds-icon-button[aria-label="Stop"]',

  async readByApi({ id }, page) {
    const raw = await page.json(`/api/v0/chat/history_messages?chat_session_id=${encodeURIComponent(id)}`, {
      headers: { authorization: `Bearer ${await tokenOf(page)}`, 'x-client-platform': 'web' },
    })
    const no = DeepSeekNo.safeParse(raw)
    if (no.success && no.data.code !== 0) throw new NotAnswered(no.data.code, 'the chat', no.data.msg ?? '')
    return foundIn(
      known(DeepSeekHistory, raw, 'the chat'),
      without(raw, key => /^(?:user|account)/i.test(key)),
    )
  },
}

async function tokenOf(page: Page): Promise<string> {
  const kept: unknown = JSON.parse((await page.stored('userToken')) ?? 'null')
  const token = DeepSeekToken.safeParse(kept)
  if (!token.success || !token.data.value) throw new SignedOut()
  return token.data.value
}

function foundIn({ data }: DeepSeekHistory, raw: unknown): Found {
  const { chat_session, chat_messages } = data.biz_data
  const messages = new Map(chat_messages.map(message => [String(message.message_id), message]))
  const tree = new Map(
    chat_messages.map(({ message_id, parent_id }) => {
      const id = String(message_id)
      return [id, { id, parent: parent_id ? String(parent_id) : null }]
    }),
  )
  const leaf = chat_session.current_message_id ?? chat_messages.at(-1)?.message_id
  if (leaf === undefined) throw new NotAnswered(200, 'the chat without its messages')
  const { active, others } = branchesOf(tree, String(leaf))
  const of = (branch: { id: string }[]) => branch.flatMap(({ id }) => messages.get(id) ?? [])
  const growing = of(active).some(({ status }) => status === 'WIP' || status === 'GENERATING')
  return {
    title: chat_session.title ?? '',
    model: null,
    created_at: instant(chat_session.inserted_at),
    updated_at: instant(chat_session.updated_at),
    turns: [
      ...of(active).map(deepseekTurn),
      ...others.flatMap(of).map(message => ({ ...deepseekTurn(message), active: false })),
    ],
    ...(growing ? { incomplete: 'the answer was still being written' } : {}),
    raw,
  }
}

// Look here by hand: open a chat with thinking and search, and in the network panel compare history_messages with
// deepseek-shapes.ts (`fragments` of type SEARCH are the least certain); then `[data-virtual-list-item-key]` with
// deepseek.page.ts, and the button that stops an answer with `answering`.
