import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod/mini'
import { type Account, createChats, limits } from './chats.ts'
import { ask, type Heard, writeAnswer } from './conversation.ts'
import { conversationView } from './conversation-view.ts'
import { bytesOf } from './files.ts'
import { pageLanguage } from './languages.ts'

const page = join(import.meta.dirname, 'page')
const YEAR_S = 365 * 24 * 3600
const Uuid = z.uuid()
const Asked = z.object({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.textLength)),
  conversation_id: z._default(z.nullable(Uuid), null),
  parent: z._default(z.nullable(Uuid), null),
})

/**
 * The practice service, mounted at `/practice`: a small chat with the habits of the real ones, for newcomers,
 * demonstrations and tests. With a data folder its chats outlive the server.
 */
export function practiceRoutes(dataDir?: string): Router {
  const chats = createChats(dataDir ? join(dataDir, 'practice') : null)
  const routes = express.Router()
  const html = readFileSync(join(page, 'index.html'), 'utf8')

  routes.use('/assets', express.static(page, { index: false, maxAge: '5m' }))
  routes.get(['/', '/c/:id'], (request, response) => {
    if (!accountId(request)) signIn(request, response)
    const locale = pageLanguage(request.headers['accept-language'])
    response
      .set('cache-control', 'no-store')
      .type('html')
      .send(html.replace('lang="en"', `lang="${locale}"`))
  })

  routes.get('/api/conversations', signedIn, (_, response) => {
    const all = Object.values(found(response)?.conversations ?? {}).sort((a, b) => b.update_time - a.update_time)
    const items = all.map(({ id, title, create_time, update_time }) => ({ id, title, create_time, update_time }))
    response.json({ items, total: items.length })
  })
  routes.get('/api/conversation/:id', signedIn, (request, response) => {
    const conversation = own(found(response)?.conversations, String(request.params.id))
    if (!conversation) return no(response, 404, 'conversation_not_found')
    response.json(conversationView(conversation))
  })
  routes.get('/api/files/:id', signedIn, (request, response) => {
    const messages = Object.values(found(response)?.conversations ?? {}).flatMap(({ messages }) =>
      Object.values(messages),
    )
    const file = messages
      .flatMap(({ images, files }) => [...images, ...files])
      .find(({ id }) => id === request.params.id)
    if (!file) return no(response, 404, 'file_not_found')
    if (file.kind === 'download') response.attachment(file.name)
    response.set('x-content-type-options', 'nosniff').type(file.mime).send(bytesOf(file))
  })
  routes.post('/api/conversation', signedIn, express.json({ limit: '200kb' }), async (request, response) => {
    const asked = Asked.safeParse(request.body)
    if (!asked.success) return no(response, 422, 'question_invalid')
    const account = chats.open(response.locals.accountId)
    const { text, conversation_id, parent } = asked.data
    const locale = pageLanguage(request.headers['accept-language'])
    const question = { text, conversationId: conversation_id, parent, locale }
    const opened = account && ask(account, question, Date.now() / 1000)
    if (!opened) return no(response, 409, 'conversation_unknown_or_full')
    response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    response.flushHeaders()
    await writeAnswer(chats, account, opened, question, heard => tell(response, heard))
    response.end()
  })
  routes.use((_, response) => no(response, 404, 'nothing_here'))
  return routes

  function found(response: Response): Account | null {
    return chats.find(response.locals.accountId)
  }
}

function signedIn(request: Request, response: Response, next: () => void): void {
  const id = accountId(request)
  response.locals.accountId = id
  if (id) next()
  else no(response, 401, 'signed_out')
}

function accountId(request: Request): string | null {
  const value = request.headers.cookie?.match(/(?:^|;\s*)practice_account=([^;]*)/)?.[1]
  return Uuid.safeParse(value).success ? String(value) : null
}

/** The first visit signs in for a year: whoever is still signed in later was not signed out by the cleaning. */
function signIn(request: Request, response: Response): void {
  response.cookie('practice_account', randomUUID(), {
    path: '/practice',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    maxAge: YEAR_S * 1000,
  })
}

function tell(response: Response, { event, ...data }: Heard): void {
  if (response.writable) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

function no(response: Response, status: number, code: string): void {
  response.status(status).json({ error: code })
}

/** A name from outside never reaches the prototype. */
const own = <T>(record: Record<string, T> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined
