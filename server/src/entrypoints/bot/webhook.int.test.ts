import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startBotApi } from '../../testing/bot-api.ts'
import { buildPerson } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { type RunningBot, startBot } from './bot.ts'

let api: Awaited<ReturnType<typeof startBotApi>>
let server: TestServer
let bot: RunningBot
before(async () => {
  api = await startBotApi({ pace: false })
  server = await openTestServer({
    config: { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, TELEGRAM_WEBHOOK: true },
  })
  bot = await startBot(server.parts)
  server.parts.bot = bot
  await api.waitFor(() => api.webhook().url)
})
after(async () => {
  await bot.close()
  await server.close()
  await api.close()
})

const answersTo = (user: number) => api.chat(user).filter(message => message.from === 'bot')

function bring(path: string, header: string, body: unknown, method = 'POST') {
  return server.fetch(path, {
    method,
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': header },
    ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  })
}

let updateId = 900_000
/** As Telegram would tell of it. */
const said = (user: number, text: string) => ({
  update_id: updateId++,
  message: {
    message_id: updateId,
    date: 0,
    chat: { id: user, type: 'private', first_name: 'A' },
    from: { id: user, is_bot: false, first_name: 'A' },
    text,
    entities: [{ type: 'bot_command', offset: 0, length: text.length }],
  },
})

test('Telegram is told an address that nobody guesses, and what it brings there is answered', async () => {
  const { url, secret } = api.webhook()
  assert.match(new URL(url).pathname, /^\/api\/webhooks\/telegram\/7000001\/[\w-]{43}$/)
  assert.match(secret, /^[\w-]{43}$/)
  assert.ok(!url.endsWith(secret))

  await buildPerson(server.parts.db, { telegram_id: 51n, locale: 'en' })
  api.say(51, '/help')

  await api.waitFor(() => answersTo(51).some(message => message.text.startsWith('Commands')))
})

test('whoever does not know both secrets, or asks for another bot, finds nothing', async () => {
  const { url, secret } = api.webhook()
  const { pathname } = new URL(url)
  const update = said(52, '/getid')
  const wrong: [string, string][] = [
    [`${pathname.slice(0, -1)}!`, secret],
    [pathname.replace('7000001', '7000002'), secret],
    [pathname, ''],
    [pathname, `${secret}x`],
    [pathname, secret.toLowerCase()],
  ]

  for (const [path, header] of wrong) assert.equal((await bring(path, header, update)).status, 404, path)
  assert.equal((await bring(pathname, secret, update, 'GET')).status, 404)
  assert.equal((await bring(pathname, secret, {})).status, 404)
  assert.equal((await bring(pathname, secret, '{')).status, 400)
  assert.deepEqual(answersTo(52), [])
})

test('an update that is brought twenty times is handled once', async () => {
  const { url, secret } = api.webhook()
  const { pathname } = new URL(url)
  api.meet(53)
  const update = said(53, '/getid')

  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await bring(pathname, secret, update)).status),
  )

  assert.ok(
    statuses.every(status => status === 200 || status === 503),
    statuses.join(),
  )
  assert.ok(statuses.includes(200))
  assert.equal((await bring(pathname, secret, update)).status, 200)
  assert.equal(answersTo(53).length, 1)
})

test('an update whose server died over it is handled by the next one, and not before it counts as dead', async () => {
  const { url, secret } = api.webhook()
  const { pathname } = new URL(url)
  api.meet(54)
  const update = said(54, '/getid')
  const id = { bot_id: 7_000_001n, update_id: BigInt(update.update_id) }
  await server.parts.db.bot_updates.create({ data: { ...id, claimed_at: new Date(Date.now() - 30_000) } })

  const early = await bring(pathname, secret, update)
  assert.deepEqual([early.status, early.headers.get('retry-after')], [503, '5'])
  await server.parts.db.bot_updates.updateMany({ where: id, data: { claimed_at: new Date(Date.now() - 61_000) } })

  assert.equal((await bring(pathname, secret, update)).status, 200)
  assert.equal(answersTo(54).length, 1)
})
