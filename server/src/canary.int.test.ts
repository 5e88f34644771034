import assert from 'node:assert/strict'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createClient } from '@taxi/contract/client.ts'
import { generateSync } from 'otplib'
import { io } from 'socket.io-client'
import { offerFirstAdmin } from './actions/offer-first-admin.ts'
import { readConfig } from './config.ts'
import { createDry } from './outside/machine/dry.ts'
import { type Overrides, startServer, type TaxiServer } from './server.ts'
import { type BotApi, startBotApi } from './testing/bot-api.ts'
import { openAviary } from './testing/canaries.ts'
import { openTestDatabase, type TestDatabase } from './testing/database.ts'
import { guacOverWebSocket } from './testing/guac-client.ts'
import { type MailServer, startMailServer } from './testing/mail-server.ts'
import { type MockGuacd, startMockGuacd } from './testing/mock-guacd.ts'
import { openZip } from './testing/open-zip.ts'

const { plant, leave, hits, unseen, seen } = openAviary()
const dataDir = mkdtempSync(join(tmpdir(), 'taxi-canary-'))
const smtp = { user: 'taxi', pass: plant('mail server’s password', 'canary "smtp" pass') }
const MEMBER = 61_001
let database: TestDatabase
let api: BotApi
let mail: MailServer
let guacd: MockGuacd
let server: TaxiServer

before(async () => {
  database = await openTestDatabase()
  api = await startBotApi({ token: `7000001:${'CanaryOfTheBot'.padEnd(35, 'x')}` })
  plant('bot’s token', api.token)
  mail = await startMailServer({ auth: smtp })
  guacd = await startMockGuacd()
  const config = {
    ...readConfig(
      { PORT: '0', LOCAL_MACHINE: 'no', DISK_FLOOR_MB: '1', LOG_LEVEL: 'debug', REQUESTS_PER_SECOND: '1000' },
      '/nowhere',
    ),
    dataDir,
    DATABASE_URL: database.url,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_BASE: api.url,
    GUACD: `127.0.0.1:${guacd.address.port}`,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: mail.port,
    SMTP_USER: smtp.user,
    SMTP_PASS: smtp.pass,
    SMTP_FROM: 'Taxi <taxi@taxi.test>',
    ADMIN_CHAT_ID: '-100500',
  }
  api.meet(MEMBER)
  api.meet(-100_500)
  server = await startServer(config, { machines: dryWithScreen() })
  plant('server’s key', readFileSync(join(dataDir, 'secrets/master.key'), 'utf8'))
})
after(async () => {
  await api.close()
  await server.close()
  await Promise.all([mail.close(), guacd.close(), database.close()])
  rmSync(dataDir, { recursive: true, force: true })
})

/** A dry machine with a screen whose password is known to us and to guacd alone. */
function dryWithScreen(): NonNullable<Overrides['machines']> {
  const drivers = new Map<string, ReturnType<typeof createDry>>()
  return {
    async driver(id) {
      const dry = createDry({ folder: join(dataDir, 'machines', id), screen: { host: '127.0.0.1', port: 5900 } })
      const driver = { ...dry, password: async (given: string) => void plant('screen’s password', given) }
      const known = drivers.get(id) ?? driver
      drivers.set(id, known)
      return known
    },
    async close() {},
  }
}

/** A client that shows us everything it was answered. */
function visitor(token: string | null = null) {
  const told: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    const { pathname } = new URL(String(input))
    const headers = JSON.stringify([...answer.headers])
    leave(`http ${init?.method} ${pathname}`, headers + Buffer.from(await answer.clone().arrayBuffer()).toString())
    return answer
  }
  return createClient({ base: server.url, token: () => token, locale: () => 'en', fetch: told })
}
const refusedSomehow = (call: Promise<unknown>) => assert.rejects(call)
const tokenIn = (url: string) => url.split(/#t=|start=/)[1] ?? ''
const AUTH = /^http POST \/api\/auth\//

/** Both tokens of a sign-in are secrets from now on. */
function signedIn(who: string, { token, refresh_token }: { token: string; refresh_token: string }) {
  plant(`${who}’s access token`, token, AUTH)
  plant(`${who}’s refresh token`, refresh_token, AUTH)
  return visitor(token)
}

async function setUpFactor(who: string, client: ReturnType<typeof visitor>) {
  const { secret } = await client.call('totpSetup')
  plant(`${who}’s second factor`, secret, /\/auth\/totp\/setup$/)
  const { codes } = await client.call('totpConfirm', { body: { code: generateSync({ secret }) } })
  for (const code of codes) plant(`${who}’s recovery code`, code, /\/auth\/totp\/confirm$/)
}

async function firstAdmin() {
  const link = tokenIn((await offerFirstAdmin(server.parts)) ?? '')
  plant('first administrator’s link', link)
  const password = plant('administrator’s password', 'canary of the admin')
  const who = { name: 'Ada', email: 'ada@taxi.test', password }
  const client = signedIn('administrator', await visitor().call('firstAdmin', { body: { token: link, ...who } }))
  await setUpFactor('administrator', client)
  return client
}

async function newcomer(admin: ReturnType<typeof visitor>) {
  const invited = await admin.call('addPerson', { body: { name: 'Boris', email: 'boris@taxi.test' } })
  const link = plant('invitation', tokenIn(invited.invitation_url), /\/admin\/people$/)
  const password = plant('member’s password', 'canary of the member')
  signedIn('invited', await visitor().call('acceptInvitation', { body: { token: link, password } }))
  return { password, email: 'boris@taxi.test' }
}

async function wrongKeys(email: string) {
  const typed = plant('password typed where a name belongs', 'canary typed as name')
  await refusedSomehow(visitor().call('signIn', { body: { email: typed, password: typed } }))
  await refusedSomehow(
    visitor().call('signIn', { body: { email, password: plant('wrong password', 'canary wrong one') } }),
  )
  await refusedSomehow(
    visitor(plant('token nobody gave', `eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.${'c'.repeat(43)}`)).call('me'),
  )
  const broken = plant('half a body', '{"password":"canary half a body')
  const send = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${server.url}/api/auth/login`, { ...send, body: broken })
  leave('http POST broken', await answer.text())
}

async function linkTelegram(member: ReturnType<typeof visitor>) {
  const link = tokenIn((await member.call('telegramLink')).url)
  plant('telegram link', link, /\/profile\/telegram-link$/)
  api.say(MEMBER, `/start ${link}`)
  const asked = await api.waitFor(() => api.chat(MEMBER).find(message => message.buttons.length))
  api.press(MEMBER, asked, asked.buttons[0]?.text ?? '')
  await api.waitFor(async () => (await member.call('me')).telegram_linked)
  api.say(MEMBER, '/login')
  const login = await api.waitFor(() => /#t=([\w-]{43})/.exec(api.chat(MEMBER).at(-1)?.text ?? '')?.[1])
  plant('link of the bot', login, /^bot sendMessage/)
  signedIn('linked', await visitor().call('linkSignIn', { body: { token: login } }))
}

function listenLive(token: string) {
  const socket = io(server.url, { auth: { token }, transports: ['websocket'], reconnection: false })
  socket.io.engine.on('packet', ({ data }: { data?: unknown }) => leave('socket packet', String(data)))
  return socket
}

async function rideTo(slot: string, member: ReturnType<typeof visitor>) {
  const { session_id, guacamole_url } = await member.call('occupy', { params: { id: slot } })
  const pass = plant('desk’s pass', guacamole_url.split('#p=')[1] ?? '', /\/occupy$/)
  const entered = await visitor().call('enterDesk', { body: { session_id, pass } })
  plant('desk’s token', entered.token, /\/desk\/enter$/)
  plant('tunnel’s pass', entered.tunnel_pass, /\/desk\/enter$/)
  await api.waitFor(async () => (await member.call('session', { params: { id: session_id } })).phases.browser)
  const tunnel = `${server.url.replace('http', 'ws')}/desk/${session_id}/tunnel`
  const desk = guacOverWebSocket(tunnel, { pass: entered.tunnel_pass, origin: server.url })
  await desk.picture(20_000)
  mkdirSync(join(dataDir, 'machines/vm-1/Downloads'), { recursive: true })
  writeFileSync(join(dataDir, 'machines/vm-1/Downloads/report.txt'), 'what was made')
  await member.call('release', { params: { id: slot } })
  await desk.closed
  leave('tunnel frames', JSON.stringify(desk.heard))
  return session_id
}

async function takeDump(sessionId: string, member: ReturnType<typeof visitor>) {
  const dump = await api.waitFor(async () => {
    const { dump } = await member.call('session', { params: { id: sessionId } })
    return dump && ['delivered', 'kept'].includes(dump.state) ? dump : null
  }, 60_000)
  for (const part of dump.parts.keys()) {
    const file = await member.call('dumpFile', { params: { id: dump.id, part: String(part) } })
    const path = join(dataDir, `fetched-${part}.zip`)
    writeFileSync(path, Buffer.from(await file.arrayBuffer()))
    if (!dump.parts[part]?.name.endsWith('.zip')) continue
    for (const [name, content] of await openZip(path)) leave(`dump ${name}`, content)
  }
}

/** Everything the database holds, as a dump of it would show it. */
async function leaveTables() {
  const tables = await database.db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  assert.ok(tables.length > 25)
  for (const { name } of tables) {
    const [all] = await database.db.$queryRawUnsafe<{ rows: string | null }[]>(
      `SELECT string_agg(row_to_json(t)::text, E'\\n') AS rows FROM "${name}" t`,
    )
    leave(`table ${name}`, all?.rows ?? '')
  }
}

function leaveFiles() {
  const files = globSync('**/*', { cwd: dataDir, exclude: name => name === 'secrets' })
  for (const file of files)
    if (statSync(join(dataDir, file)).isFile()) leave(`file ${file}`, readFileSync(join(dataDir, file)))
}

test('secrets planted everywhere are met nowhere but where they are handed out', async () => {
  const admin = await firstAdmin()
  const account = {
    login: plant('account’s login', 'canary-robot@company.test', /\/reveal$/),
    password: plant('account’s password', 'canary of the account', /\/reveal$/),
  }
  await admin.call('addMachine', { body: { vm_id: 'vm-1', name: 'First', driver: 'dry' } })
  const service = { service: 'gemini', service_name: 'Gemini', url: 'https://gemini.google.com/app' }
  const slot = { id: 'gem-1', name: 'Gemini', ...service, machine_ids: ['vm-1'], is_active: true }
  await admin.call('addSlot', { body: { ...slot, ...account } })
  await admin.call('addSlot', { body: { ...slot, id: 'gem-2', machine_ids: [] } })
  plant('machine’s token', (await server.parts.companions.ticket('vm-1')).machine_token)
  await admin.call('reveal', { params: { id: 'gem-1' }, body: { reason: 'looking' } })
  await database.db.$executeRaw`UPDATE slots SET password_encrypted =
    (SELECT password_encrypted FROM slots WHERE id = 'gem-1') WHERE id = 'gem-2'`
  await refusedSomehow(admin.call('reveal', { params: { id: 'gem-2' }, body: { reason: 'moved' } }))

  const { email, password } = await newcomer(admin)
  const given = await visitor().call('signIn', { body: { email, password } })
  const renewed = await visitor().call('refresh', { body: { refresh_token: given.refresh_token } })
  signedIn('member before', given)
  const member = signedIn('member', renewed)
  await wrongKeys(email)
  await visitor().call('askEmailCode', { body: { email } })
  leave('mail letter', (await mail.letterTo(email)).raw)
  await linkTelegram(member)
  plant('sign-in link', tokenIn((await member.call('signInLink')).url), /\/auth\/master\/link$/)
  const lines = [listenLive(renewed.token), listenLive('rubbish')]

  await takeDump(await rideTo('gem-1', member), member)
  await admin.call('changePerson', { params: { id: (await member.call('me')).id }, body: { name: 'Boris B.' } })
  for (const name of ['people', 'machines', 'adminSlots', 'audit', 'verifyAudit'] as const) await admin.call(name)
  for (const name of ['me', 'slots', 'sessions', 'signIns', 'myQueue'] as const) await member.call(name)
  await troubleOutside(email)

  for (const line of lines) line.disconnect()
  for (const { method, fields, answer } of api.calls)
    if (method !== 'getUpdates') leave(`bot ${method}`, JSON.stringify(fields) + answer)
  await leaveTables()
  leaveFiles()
  assert.deepEqual(hits(), [])
  assert.deepEqual(unseen(), [])
  for (const kind of ['http', 'socket', 'tunnel', 'bot', 'mail', 'dump', 'table', 'file'])
    assert.ok((seen().get(kind) ?? 0) > 0, `nothing came by ${kind}`)
  assert.match(readFileSync(join(dataDir, 'logs/server.log'), 'utf8'), /a request failed/)
})

/** Mail and Telegram fail: what their libraries say about it is kept. */
async function troubleOutside(email: string) {
  const log = () => readFileSync(join(dataDir, 'logs/server.log'), 'utf8')
  await mail.close()
  await visitor().call('askEmailCode', { body: { email } })
  await api.waitFor(() => /a notice was not sent/.test(log()))
  api.fail('getUpdates', 'unauthorized')
  api.say(MEMBER, 'hello')
  await api.waitFor(() => /Telegram refuses TELEGRAM_BOT_TOKEN/.test(log()), 20_000)
  await api.down()
  const payload = { about: 'audit_head', day: '2026-01-01', rows: 1, head: 'x', broken_at: null }
  const owed = { kind: 'notice', chat_id: -100_500n, dedupe_key: 'trouble', payload }
  const { id } = await database.db.deliveries.create({ data: owed })
  await api.waitFor(async () => (await database.db.deliveries.findUniqueOrThrow({ where: { id } })).last_error, 20_000)
}
