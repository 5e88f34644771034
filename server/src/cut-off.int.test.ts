import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createClient } from '@taxi/contract/client.ts'
import { io, type Socket } from 'socket.io-client'
import { readConfig } from './config.ts'
import { newSignIn } from './db/write/new-sign-in.ts'
import { createDry } from './outside/machine/dry.ts'
import { hashOf, newToken } from './outside/secrets.ts'
import { startServer, type TaxiServer } from './server.ts'
import { type BotApi, startBotApi } from './testing/bot-api.ts'
import { buildPerson, buildSlot } from './testing/build.ts'
import { openTestDatabase, type TestDatabase } from './testing/database.ts'
import { guacOverWebSocket } from './testing/guac-client.ts'
import { type MockGuacd, startMockGuacd } from './testing/mock-guacd.ts'
import { refused } from './testing/refused.ts'
import { stopwatch } from './testing/stopwatch.ts'

/** What the product promises: whoever is out is out of everything within a second. */
const AT_ONCE_MS = 1_000

let database: TestDatabase
let guacd: MockGuacd
let botApi: BotApi
let server: TaxiServer
const dataDir = mkdtempSync(join(tmpdir(), 'taxi-cut-off-'))

before(async () => {
  database = await openTestDatabase()
  guacd = await startMockGuacd()
  botApi = await startBotApi()
  const config = readConfig(
    {
      PORT: '0',
      LOCAL_MACHINE: 'no',
      LOG_LEVEL: 'silent',
      DISK_FLOOR_MB: '1',
      TAXI_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      GUACD: `${guacd.address.host}:${guacd.address.port}`,
      TELEGRAM_BOT_TOKEN: botApi.token,
      TELEGRAM_API_BASE: botApi.url,
    },
    '/nowhere',
  )
  const screen = { host: '127.0.0.1', port: 1 }
  const driver = async (id: string) => createDry({ folder: join(dataDir, 'machines', id), screen })
  server = await startServer(config, { machines: { driver, close: async () => {} } })
  await botApi.waitFor(() => server.parts.bot?.username)
})
after(async () => {
  await server?.close()
  await botApi?.close()
  await guacd?.close()
  await database?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const client = (token: string) => createClient({ base: server.url, token: () => token, locale: () => 'en' })
async function signedIn(id: string) {
  const { parts } = server
  const row = await parts.db.people.findUniqueOrThrow({ where: { id } })
  const from = { way: 'password', address: '127.0.0.1', agent: 'a test' } as const
  const { token, refresh_token } = await parts.change(tx => newSignIn(parts, tx, row, from))
  return { token, refreshToken: refresh_token, client: client(token) }
}

function line(token: string): Socket {
  return io(server.url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
}
const connected = (socket: Socket) => new Promise<void>(resolve => socket.once('hello', () => resolve()))
const cut = (socket: Socket) => new Promise<void>(resolve => socket.once('disconnect', () => resolve()))

/** Does it, and waits until all of these have come about: within the promised second of the answer that it is done. */
async function atOnce(endings: Promise<unknown>[], work: () => Promise<unknown>): Promise<void> {
  const clock = stopwatch()
  const times = endings.map(ending => ending.then(clock))
  await work()
  const done = clock()
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('it stayed open')), 10_000).unref())
  for (const at of await Promise.race([Promise.all(times), late]))
    assert.ok(at - done <= AT_ONCE_MS, `it took ${Math.round(at - done)} ms`)
}

let lastPhone = 61_000
/** Somebody with a desk open, a live line in the popup and one in the desk, a companion that uploads, and a bot chat. */
async function sitting() {
  const { db } = server.parts
  const phone = ++lastPhone
  const person = await buildPerson(db, { telegram_id: BigInt(phone), locale: 'en' })
  const slot = await buildSlot(db, { slot_number: phone })
  const own = await signedIn(person.id)
  const { session_id, guacamole_url } = await own.client.call('occupy', { params: { id: slot.id } })
  const pass = new URL(guacamole_url).hash.slice('#p='.length)
  const entered = await client('').call('enterDesk', { body: { session_id, pass } })
  const tunnel = `${server.url.replace('http', 'ws')}/desk/${session_id}/tunnel`
  const desk = guacOverWebSocket(tunnel, { pass: entered.tunnel_pass, origin: server.url })
  await desk.picture()
  const [popup, page] = [line(own.token), line(entered.token)]
  await Promise.all([connected(popup), connected(page)])
  const uploadToken = newToken()
  await db.sessions.update({ where: { id: session_id }, data: { upload_token_hash: hashOf(uploadToken) } })

  const upload = async () => {
    const headers = { authorization: `Bearer ${uploadToken}`, 'content-type': 'application/json' }
    const url = `${server.url}/api/companion/sessions/${session_id}/journal`
    return (await fetch(url, { method: 'POST', headers, body: '{}' })).status
  }
  const says = async (what: RegExp) => {
    const before = botApi.chat(phone).length
    botApi.say(phone, '/dumps', { language: 'en' })
    await botApi.waitFor(() =>
      botApi
        .chat(phone)
        .slice(before)
        .some(({ from, text }) => from === 'bot' && what.test(text)),
    )
  }
  const deskClient = client(entered.token)
  const endings = () => [desk.closed, cut(popup), cut(page)]
  return { ...own, person, slot, sessionId: session_id, phone, endings, upload, says, deskClient, tunnel }
}

test('a person who is disabled is out of desk, sockets, requests, uploads and bot within a second', async () => {
  const { db } = server.parts
  const anna = await sitting()
  const admin = await signedIn((await buildPerson(db, { role: 'admin' })).id)
  await anna.says(/No dumps yet/)
  assert.equal(await anna.upload(), 400)
  const { desk_url } = await anna.client.call('deskPass', { params: { id: anna.sessionId } })
  const { tunnel_pass } = await anna.deskClient.call('tunnelPass', { params: { id: anna.sessionId } })

  await atOnce(anna.endings(), () =>
    admin.client.call('changePerson', { params: { id: anna.person.id }, body: { disabled: true } }),
  )

  await refused(anna.client.call('me'), 'auth.required')
  await refused(anna.deskClient.call('here', { params: { id: anna.sessionId } }), 'auth.required')
  await refused(client('').call('refresh', { body: { refresh_token: anna.refreshToken } }), 'auth.required')
  assert.equal(await anna.upload(), 401)
  await anna.says(/linked to nobody/)
  const pass = new URL(desk_url).hash.slice('#p='.length)
  await refused(client('').call('enterDesk', { body: { session_id: anna.sessionId, pass } }), 'desk.pass-spent')
  const again = guacOverWebSocket(anna.tunnel, { pass: tunnel_pass, origin: server.url })
  await again.closed
  assert.deepEqual(again.heard, [])
  const session = await db.sessions.findUniqueOrThrow({ where: { id: anna.sessionId } })
  assert.equal(session.end_reason, 'kicked', 'the seat is sealed and cleaned for the next one')
  const dump = () => db.dumps.findUniqueOrThrow({ where: { session_id: anna.sessionId } })
  await botApi.waitFor(async () => (await dump()).state === 'kept', 90_000)
  assert.deepEqual(botApi.documents(anna.phone), [], 'nothing is sent to them any more')
})

test('a sign-in that is ended takes its desk, sockets and requests with it within a second, and nothing else', async () => {
  const { db } = server.parts
  const boris = await sitting()
  const elsewhere = await signedIn(boris.person.id)
  const other = line(elsewhere.token)
  await connected(other)
  const listed = await elsewhere.client.call('signIns')
  const first = listed.find(signIn => !signIn.current)
  assert.ok(first && listed.length === 2)

  await atOnce(boris.endings(), () => elsewhere.client.call('endSignIn', { params: { id: first.id } }))

  await refused(boris.client.call('me'), 'auth.required')
  await refused(boris.deskClient.call('here', { params: { id: boris.sessionId } }), 'auth.required')
  await elsewhere.client.call('me')
  assert.ok(other.connected)
  assert.equal((await elsewhere.client.call('signIns')).length, 1)
  await boris.says(/No dumps yet/)
  // The seat is kept for a while: the person comes back to it with the sign-in they have.
  assert.equal(await boris.upload(), 400)
  const session = await db.sessions.findUniqueOrThrow({ where: { id: boris.sessionId } })
  assert.deepEqual([session.state, session.ended_at], ['away', null])
  await elsewhere.client.call('deskPass', { params: { id: boris.sessionId } })
  other.disconnect()
})

test('whoever is signed out everywhere by an administrator is out within a second', async () => {
  const { db } = server.parts
  const vera = await sitting()
  const admin = await signedIn((await buildPerson(db, { role: 'admin' })).id)

  await atOnce(vera.endings(), () => admin.client.call('endPersonSignIns', { params: { id: vera.person.id } }))

  await refused(vera.client.call('me'), 'auth.required')
  assert.deepEqual(await admin.client.call('personSignIns', { params: { id: vera.person.id } }), [])
})
