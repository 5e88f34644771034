import { Organizations } from './claude-shapes.ts'
import { known } from './known.ts'
import { ChatGone, NotAnswered, type Page, SignedOut } from './page.ts'

/** Which organisation has the chat, and its answer. */
export async function conversationOf(id: string, page: Page): Promise<{ organisation: string; answer: unknown }> {
  const last = await page.cookie('lastActiveOrg')
  const refusals: NotAnswered[] = []
  async function asked(organisation: string) {
    // Without these the answer is flat and its tool blocks are placeholders.
    const query = 'tree=True&rendering_mode=messages&render_all_tools=true'
    const path = `/api/organizations/${organisation}/chat_conversations/${encodeURIComponent(id)}?${query}`
    return page.json(path).catch(error => {
      if (!isAnotherOrganisation(error)) throw signedOut(error)
      refusals.push(error)
      return null
    })
  }

  const answer = last ? await asked(last) : null
  if (last && answer !== null) return { organisation: last, answer }
  for (const organisation of await chatOrganisations(page)) {
    if (organisation === last) continue
    const answer = await asked(organisation)
    if (answer !== null) return { organisation, answer }
  }
  const other = refusals.find(({ status }) => status !== 404)
  if (refusals.length === 0 || other) throw other ?? new Error('the account has no organisation with chats')
  throw new ChatGone('the service no longer has this chat')
}

async function chatOrganisations(page: Page): Promise<string[]> {
  const answer = await page.json('/api/organizations').catch(error => {
    throw signedOut(error)
  })
  return known(Organizations, answer, 'the organisations')
    .filter(({ capabilities }) => capabilities?.includes('chat') ?? true)
    .map(({ uuid }) => uuid)
}

/** A bot wall answers 403 too, but in HTML. */
const isAnotherOrganisation = (error: unknown): error is NotAnswered =>
  error instanceof NotAnswered &&
  [403, 404].includes(error.status) &&
  /"(?:permission|not_found)_error"/.test(error.said) &&
  !isSignedOut(error)

const isSignedOut = ({ status, said }: NotAnswered) => status === 401 || /account_session_invalid/.test(said)

const signedOut = (error: unknown) => (error instanceof NotAnswered && isSignedOut(error) ? new SignedOut() : error)
