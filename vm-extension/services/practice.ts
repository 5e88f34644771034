import { branchesOf } from './branches.ts'
import { known } from './known.ts'
import { PracticeConversation, type PracticeNode } from './practice-shapes.ts'
import { type Found, type FoundTurn, foundTurn, type Service } from './service.ts'

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

  async readByApi({ id }, page) {
    const raw = await page.json(`/practice/api/conversation/${encodeURIComponent(id)}`)
    return foundIn(known(PracticeConversation, raw, 'the conversation'), new URL(page.url), raw)
  },
}

/** The browser may know this computer under two names. */
function sameServer(url: URL, home: URL): boolean {
  if (url.origin === home.origin) return true
  const loopback = ['localhost', '127.0.0.1']
  return url.port === home.port && loopback.includes(url.hostname) && loopback.includes(home.hostname)
}

/** The whole tree, the branch the person sees first and marked. */
function foundIn(conversation: PracticeConversation, at: URL, raw: unknown): Found {
  const { title, create_time, update_time, current_node, mapping } = conversation
  const { active, others } = branchesOf(new Map(Object.entries(mapping)), current_node)
  const models = active.map(({ message }) => message.model_slug).filter(model => model !== null)
  return {
    title,
    model: models.at(-1) ?? null,
    created_at: instant(create_time),
    updated_at: instant(update_time),
    turns: [
      ...active.map(node => turnOf(node, at)),
      ...others.flat().map(node => ({ ...turnOf(node, at), active: false })),
    ],
    ...(active.some(({ message }) => message.status === 'in_progress')
      ? { incomplete: 'the answer was still being written' }
      : {}),
    raw,
  }
}

function turnOf({ message }: PracticeNode, at: URL): FoundTurn {
  const bytes = (url: string) => ({ key: new URL(url, at).href, url: new URL(url, at).href })
  return foundTurn({
    role: message.author.role,
    id: message.id,
    at: instant(message.create_time),
    model: message.model_slug,
    markdown: message.content.text.trimEnd(),
    images: message.images.map(({ name, alt, url }) => ({ name, alt, url, kind: 'generated', bytes: bytes(url) })),
    attachments: message.files.map(({ name, mime, size, url }) => ({ name, mime, size, bytes: bytes(url) })),
  })
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString()

// Look here by hand: open /practice in the seat's browser, write «картинка и файл», and compare
// /practice/api/conversation/<id> with practice-shapes.ts; then the elements `article[data-message-id]` and
// `main[data-conversation-id]` with practice.page.ts.
