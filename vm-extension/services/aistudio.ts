import { promptIn } from './aistudio-turns.ts'
import { withoutAccount } from './google-account.ts'
import { OtherShape } from './known.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'
import type { Found, Service } from './service.ts'

const ORIGIN = 'https://aistudio.google.com'
const ASK =
  'https://alkalimakersuite-pa.clients6.google.com/$rpc/google.internal.alkali.applications.makersuite.v1.MakerSuiteService/ResolveDriveResource'
const MOST_KEYS = 3

/** Google AI Studio: a prompt is a file of the account, told in nameless rows, a row for each piece of an answer. */
export const aistudio: Service = {
  name: 'aistudio',

  owns: url => url.hostname === 'aistudio.google.com',
  chatAt: url => {
    const id = url.pathname.match(/^\/(?:u\/\d+\/)?prompts\/([\w-]+)\/?$/)?.[1]
    return id && id !== 'new_chat' ? id : null
  },
  addressOf: chatId => `${ORIGIN}/prompts/${chatId}`,
  signInHosts: () => ['aistudio.google.com', 'accounts.google.com'],

  isMessage: url => /\.MakerSuiteService\/GenerateContent$/.test(url.pathname),
  answering: 'ms-run-button button[aria-label*="Cancel"], ms-run-button .stoppable-spinner',

  async readByApi({ id, url }, page) {
    const raw: unknown = JSON.parse(await resolved(page, id, url))
    const prompt = promptIn(raw)
    if (!prompt) throw new OtherShape('the prompt', raw, '')
    return foundIn(prompt, withoutAccount(prompt.rows))
  },
}

/** Asked with the key the page itself carries. */
async function resolved(page: Page, id: string, url: string): Promise<string> {
  const keys = new Set((await page.text(page.url)).match(/AIza[\w-]{35}/g) ?? [])
  if (keys.size === 0) throw new Error('the page carries no key')
  const authorization = await signed(page)
  const user = new URL(url).pathname.match(/^\/u\/(\d+)\//)?.[1] ?? '0'
  let failed: unknown
  for (const key of [...keys].slice(0, MOST_KEYS)) {
    const headers = {
      'content-type': 'application/json+protobuf',
      authorization,
      'x-goog-api-key': key,
      'x-goog-authuser': user,
    }
    try {
      return await page.text(ASK, { method: 'POST', headers, body: JSON.stringify([id]) })
    } catch (error) {
      if (error instanceof NotAnswered && error.status === 404) throw new ChatGone('the prompt is no more')
      failed = error
    }
  }
  throw failed
}

/** As Google's pages sign what they ask: by a cookie that scripts may read. */
async function signed(page: Page): Promise<string> {
  const cookie = await page.cookie('SAPISID')
  if (!cookie) throw new SignedOut()
  const seconds = Math.floor(Date.now() / 1000)
  const bytes = new TextEncoder().encode(`${seconds} ${cookie} ${ORIGIN}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))
  return `SAPISIDHASH ${seconds}_${[...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')}`
}

const foundIn = ({ title, turns }: NonNullable<ReturnType<typeof promptIn>>, raw: unknown): Found => ({
  title,
  model: null,
  created_at: null,
  updated_at: null,
  turns,
  raw,
})

// Look here by hand: open a prompt with a picture and thinking, and in the network panel compare ResolveDriveResource with
// aistudio-turns.ts; see whether the page's HTML still carries its key; then `ms-chat-turn` with aistudio.page.ts.
