import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiRefusal, answerRefusal, NGINX_PAGE } from './bot-api/answers.ts'
import { Chats, type PhoneMessage } from './bot-api/chats.ts'
import { type Fault, FaultPlan } from './bot-api/faults.ts'
import { type Form, readForm } from './bot-api/form.ts'
import { methods, type World } from './bot-api/methods.ts'
import { Updates } from './bot-api/updates.ts'

export interface BotApiOptions {
  token?: string
  port?: number
  /** Enforce Telegram's pace per chat (429). On unless switched off. */
  pace?: boolean
}

/** What was asked of the stand-in, in order; `ok` once an answer left it. */
export interface BotApiCall {
  method: string
  fields: Record<string, string>
  at: number
  answer?: string
}

export type BotApi = Awaited<ReturnType<typeof startBotApi>>

const BOT = { id: 7_000_001, is_bot: true, first_name: 'Taxi', username: 'taxi_test_bot' } as const

/**
 * A Bot API server on loopback that keeps Telegram's limits and shows each chat as a phone would.
 * For tests and the ride; it refuses to run in production.
 */
export async function startBotApi(options: BotApiOptions = {}) {
  if (process.env.NODE_ENV === 'production') throw new Error('The stand-in Bot API never runs in production.')
  const token = options.token ?? `${BOT.id}:${'stand-in-token-'.padEnd(35, 'x')}`
  const folder = mkdtempSync(join(tmpdir(), 'taxi-bot-api-'))
  const world: World = {
    bot: BOT,
    chats: new Chats(BOT, options.pace ?? true),
    updates: new Updates(),
    commands: [],
    webhook: '',
    webhookSecret: '',
    typing: [],
  }
  const faults = new FaultPlan()
  const calls: BotApiCall[] = []
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, given, method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? []
    const call: BotApiCall = { method, fields: {}, at: Date.now() }
    calls.push(call)
    const fault = faults.next(method)
    if (fault === 'refuse') return void request.socket.destroy()
    if (fault === 'html') return nginx(request, response)
    const form = await readForm(request, folder, fault === 'half_upload')
    if (!form) return void request.socket.destroy()
    call.fields = form.fields
    if (typeof fault === 'object' && 'slow' in fault) await sleep(fault.slow)
    const reply = await answer(method, given === token, form, fault, response)
    if (fault === 'lost_response') return void request.socket.destroy()
    call.answer = reply.body
    if (!response.destroyed) response.writeHead(reply.status, reply.headers).end(reply.body)
  }

  async function answer(
    method: string,
    authorized: boolean,
    form: Form,
    fault: Fault | undefined,
    response: ServerResponse,
  ) {
    try {
      if (!authorized || fault === 'unauthorized') throw new ApiRefusal(401, 'Unauthorized')
      if (typeof fault === 'object' && 'retry_after' in fault) throw ApiRefusal.tooMany(fault.retry_after)
      const broken = typeof fault === 'object' && 'status' in fault ? fault : undefined
      if (broken && !broken.accepted) throw new ApiRefusal(broken.status, 'Bad Gateway')
      const work = methods[method]
      if (!work) throw new ApiRefusal(404, 'Not Found')
      const result = await work(world, form, response)
      if (broken) throw new ApiRefusal(broken.status, 'Bad Gateway')
      return { status: 200, headers: JSON_TYPE, body: JSON.stringify({ ok: true, result }) }
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error
      return answerRefusal(error)
    }
  }

  const port = await listen(server, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    username: BOT.username,
    calls,
    commands: () => world.commands,
    /** Where updates are brought to; empty while they are fetched. */
    webhook: () => ({ url: world.webhook, secret: world.webhookSecret }),
    /** The bot may write to somebody only once they opened the chat. */
    meet: (userId: number) => world.chats.open(userId),
    /** The chat as a phone shows it, oldest first. */
    chat: (chatId: number): PhoneMessage[] => world.chats.shown(chatId),
    documents: (chatId: number): PhoneMessage[] => world.chats.shown(chatId).filter(message => message.document),
    block: (userId: number) => world.chats.block(userId, true),
    unblock: (userId: number) => world.chats.block(userId, false),
    /** A person deletes a message on their phone. */
    remove: (chatId: number, messageId: number) => world.chats.remove(chatId, messageId),
    /** A person writes to the bot. */
    say(
      userId: number,
      text: string,
      who: { name?: string; language?: string; group?: number; to?: PhoneMessage } = {},
    ): PhoneMessage {
      const message = world.chats.say(userId, text, who)
      world.updates.add({ message: message.raw })
      return message
    },
    /** Telegram tells an update a second time, as after a crash. */
    again: (updateId: number, content: Record<string, unknown>) => world.updates.add(content, updateId),
    /** A person presses the button with this label (or callback data) under a message; what they hear back is in `presses`. */
    press(userId: number, message: PhoneMessage, button: string): void {
      world.updates.add({ callback_query: world.chats.press(userId, message, button) })
    },
    answers: () => world.chats.answers,
    /** The next `times` calls of the method, after `after` good ones, meet this fault. */
    fail: (method: string, fault: Fault, plan: { times?: number; after?: number } = {}) =>
      faults.add(method, fault, plan),
    /** Nobody answers: the port is closed. */
    async down(): Promise<void> {
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
    async up(): Promise<void> {
      await listen(server, port)
    },
    /** Waits until the predicate gives something true; throws with the calls so far when it does not. */
    async waitFor<T>(predicate: () => T | Promise<T>, ms = 10_000): Promise<NonNullable<T>> {
      const until = Date.now() + ms
      for (;;) {
        const found = await predicate()
        if (found) return found
        if (Date.now() > until)
          throw new Error(`Not seen within ${ms} ms. Calls: ${calls.map(call => call.method).join(', ')}`)
        await sleep(20)
      }
    },
    async close(): Promise<void> {
      world.updates.close()
      server.closeAllConnections()
      if (server.listening) await new Promise<void>(resolve => server.close(() => resolve()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }

/** What the web server in front of Telegram says when it is in trouble: no JSON, the call never arrived. */
function nginx(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  response.writeHead(502, { 'content-type': 'text/html' }).end(NGINX_PAGE(502, 'Bad Gateway'))
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
