import type { TaxiChat, Turn } from '@taxi/contract/chat.ts'
import { PracticeConversation, type PracticeNode, PracticePage } from './practice-shapes.ts'
import type { ChatFile, Reading, Service } from './service.ts'

/** The practice service of Taxi itself. */
export const practice: Service = {
  name: 'practice',

  owns: (url, home) => sameServer(url, home) && /^\/practice(\/|$)/.test(url.pathname),
  chatAt: url => url.pathname.match(/^\/practice\/c\/([0-9a-f-]{36})\/?$/)?.[1] ?? null,
  addressOf: (chatId, home) => new URL(`/practice/c/${chatId}`, home).href,
  signInHosts: home => [home.hostname],

  // Loading a chat is a GET one level deeper.
  isMessage: url => url.pathname === '/practice/api/conversation',
  answering: 'main[data-generating]',

  async readByApi(chatId, page, now) {
    const raw = await page.json(`/practice/api/conversation/${encodeURIComponent(chatId)}`)
    return readConversation(PracticeConversation.parse(raw), new URL(page.url), now, raw)
  },

  async readFromPage(chatId, page, now) {
    const shown = PracticePage.parse(await page.read('practice'))
    if (shown.chat_id !== chatId) throw new Error('the page shows another chat')
    return readShown(shown, chatId, new URL(page.url), now)
  },

  chatShown: async page => PracticePage.parse(await page.read('practice')).chat_id,
}

/** The browser may know this computer under two names. */
function sameServer(url: URL, home: URL): boolean {
  if (url.origin === home.origin) return true
  const loopback = ['localhost', '127.0.0.1']
  return url.port === home.port && loopback.includes(url.hostname) && loopback.includes(home.hostname)
}

/** The whole tree, the branch the person sees first and marked. */
export function readConversation(conversation: PracticeConversation, at: URL, now: Date, raw: unknown): Reading {
  const { conversation_id: id, title, create_time, update_time, current_node, mapping } = conversation
  const branch = branchTo(mapping, current_node)
  const seen = new Set(branch.map(node => node.id))
  const others = Object.values(mapping).filter(node => !seen.has(node.id))
  const nodes = [...branch, ...others]
  const unfinished = branch.some(({ message }) => message.status === 'in_progress')
  const models = branch.map(({ message }) => message.model_slug).filter(model => model !== null)
  const chat: TaxiChat = {
    format: 'taxi-chat/1',
    service: 'practice',
    id,
    url: new URL(`/practice/c/${id}`, at).href,
    title,
    model: models.at(-1) ?? null,
    created_at: instant(create_time),
    updated_at: instant(update_time),
    exported_at: now.toISOString(),
    source: 'api',
    status: unfinished ? 'partial' : 'complete',
    ...(unfinished ? { why: 'the answer was still being written' } : {}),
    turns: nodes.map((node, index) => turnOf(node, index, seen.has(node.id))),
    artifacts: [],
  }
  return { chat, files: nodes.flatMap(({ message }, turn) => filesOf(message, turn, at)), raw }
}

/** From the first message to the leaf. Throws when the path does not reach the root: then the answer is a stub. */
function branchTo(mapping: Record<string, PracticeNode>, leaf: string): PracticeNode[] {
  const branch: PracticeNode[] = []
  let id: string | null = leaf
  while (id !== null) {
    const node: PracticeNode | undefined = mapping[id]
    if (!node || branch.length > Object.keys(mapping).length) throw new Error('the answer lacks part of the chat')
    branch.unshift(node)
    id = node.parent
  }
  return branch
}

function turnOf({ message }: PracticeNode, index: number, active: boolean): Turn {
  return {
    index,
    role: message.author.role,
    id: message.id,
    at: instant(message.create_time),
    model: message.model_slug,
    markdown: message.content.text.trimEnd(),
    images: message.images.map(({ name, alt, url }) => ({ name, alt, url, kind: 'generated' })),
    attachments: message.files.map(({ name, mime, size }) => ({ name, mime, size })),
    citations: [],
    active,
  }
}

function filesOf({ images, files }: PracticeNode['message'], turn: number, at: URL): ChatFile[] {
  const place = (list: ChatFile['list']) => (file: (typeof images)[number], i: number) => ({
    turn,
    list,
    place: i,
    url: new URL(file.url, at).href,
    name: file.name,
    mime: file.mime,
  })
  return [...images.map(place('images')), ...files.map(place('attachments'))]
}

function readShown(shown: PracticePage, id: string, at: URL, now: Date): Reading {
  const turns = shown.turns.map(
    ({ id: turnId, role, markdown, model, images, files }, index): Turn => ({
      index,
      role,
      id: turnId || null,
      at: null,
      model,
      markdown,
      images: images.map(({ url, alt }) => ({ name: 'picture.png', alt, url, kind: 'generated' })),
      attachments: files.map(({ name }) => ({ name, mime: 'application/octet-stream', size: 0 })),
      citations: [],
      active: true,
    }),
  )
  const files = shown.turns.flatMap(({ images, files }, turn): ChatFile[] => [
    ...images.map(({ url }, place) => ({
      turn,
      list: 'images' as const,
      place,
      url: new URL(url, at).href,
      name: 'picture.png',
      mime: 'image/png',
    })),
    ...files.map(({ url, name }, place) => ({
      turn,
      list: 'attachments' as const,
      place,
      url: new URL(url, at).href,
      name,
      mime: 'application/octet-stream',
    })),
  ])
  const chat: TaxiChat = {
    format: 'taxi-chat/1',
    service: 'practice',
    id,
    url: new URL(`/practice/c/${id}`, at).href,
    title: shown.title,
    model: shown.turns.findLast(({ model }) => model)?.model ?? null,
    created_at: null,
    updated_at: null,
    exported_at: now.toISOString(),
    source: 'page',
    status: 'partial',
    why: shown.generating ? 'the answer was still being written' : 'read from the page: no times, no other branches',
    turns,
    artifacts: [],
  }
  return { chat, files, raw: undefined }
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString()

// Look here by hand: open /practice in the seat's browser, write «картинка и файл», and compare
// /practice/api/conversation/<id> with PracticeConversation above; then the elements `article[data-message-id]`
// and `main[data-conversation-id]` with practice.page.ts.
