import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { POPUP_ID } from '@taxi/contract/extension-ids.ts'
import { endpoints } from '@taxi/contract/http.ts'
import { WebSocket } from 'ws'
import { connect } from '../../db/client.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { refused } from '../../testing/refused.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const POPUP = `chrome-extension://${POPUP_ID}`
const failure = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error

test('a page of another site is refused, our extension and our own pages are not', async () => {
  const from = (origin: string) => server.fetch('/api/hello', { headers: { origin } })

  const foreign = await from('https://evil.example')
  assert.equal(foreign.status, 403)
  assert.equal((await failure(foreign)).code, 'auth.origin')
  assert.equal(foreign.headers.get('access-control-allow-origin'), null)
  assert.equal((await from('null')).status, 403)
  assert.equal((await from(`chrome-extension://${'a'.repeat(32)}`)).status, 403)
  assert.equal((await from(server.url)).headers.get('access-control-allow-origin'), null)
  const popup = await from(POPUP)
  assert.equal(popup.status, 200)
  assert.equal(popup.headers.get('access-control-allow-origin'), POPUP)
  assert.match(popup.headers.get('vary') ?? '', /origin/i)
})

test('the extension may ask before it sends', async () => {
  const asked = (origin: string) =>
    server.fetch('/api/slots/demo-1/occupy', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })

  const popup = await asked(POPUP)
  assert.equal(popup.status, 204)
  assert.match(popup.headers.get('access-control-allow-headers') ?? '', /idempotency-key/)
  assert.equal((await asked('https://evil.example')).headers.get('access-control-allow-origin'), null)
})

test('a foreign page gets no WebSocket, whatever the address', async () => {
  const knock = (path: string, origin?: string) =>
    new Promise<string>(resolve => {
      const socket = new WebSocket(server.url.replace('http', 'ws') + path, origin ? { origin } : {})
      socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
      socket.on('open', () => resolve('open'))
      socket.on('error', () => resolve('error'))
      socket.on('open', () => socket.close())
    })

  assert.equal(await knock('/desk/x/tunnel', 'https://evil.example'), '403')
  assert.equal(await knock('/companion', 'https://evil.example'), '403')
  assert.notEqual(await knock('/socket.io/?EIO=4&transport=websocket', 'https://evil.example'), 'open')
  assert.equal(await knock('/socket.io/?EIO=4&transport=websocket', POPUP), 'open')
  assert.equal(await knock('/nowhere'), '404')
})

test('the bare paths answer like those under /api', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))
  const headers = { authorization: `Bearer ${token}` }

  assert.equal((await server.fetch('/slots', { headers })).status, 200)
  assert.equal((await server.fetch('/slots')).status, 401)
  assert.equal((await server.fetch('/me', { headers })).status, 200)
})

test('a refusal is a code, a sentence in the language asked for, and an id', async () => {
  const ask = async (language?: string) =>
    failure(await server.fetch('/api/me', { headers: language ? { 'accept-language': language } : {} }))

  assert.equal((await ask('en-GB,ru;q=0.5')).message, 'Sign in first.')
  assert.equal((await ask('ru-RU')).message, 'Сначала войдите.')
  assert.equal((await ask()).message, 'Сначала войдите.')
  const unknown = await server.fetch('/api/nothing/here')
  assert.deepEqual([unknown.status, (await failure(unknown)).code], [404, 'request.unknown'])
})

test('bodies that are not as the contract has them are refused, and keys it does not know do nothing', async () => {
  const { db } = server.parts
  const person = await buildPerson(db)
  const { token, client } = await server.signIn(person)
  const put = (body: string, type = 'application/json') =>
    server.fetch('/api/profile', {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
    })

  assert.equal((await put('{"name":')).status, 400)
  assert.equal((await put('{"name":5}')).status, 400)
  assert.equal((await put('{"name":""}')).status, 400)
  assert.equal((await put('[]')).status, 400)
  assert.equal((await put(JSON.stringify({ name: 'x'.repeat(2_000_000) }))).status, 413)
  assert.equal((await put('{"is_admin":true,"permissions":["slots:admin"],"__proto__":{"is_admin":true}}')).status, 200)
  const me = await client.call('me')
  assert.deepEqual([me.is_admin, me.permissions], [false, ['slots:read', 'slots:use']])
})

test('ids that are none are unknown, not an error of ours', async () => {
  const { client } = await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))

  await refused(client.call('dump', { params: { id: 'x' } }), 'dump.unknown')
  await refused(client.call('session', { params: { id: "' OR 1=1 --" } }), 'session.unknown')
  await refused(client.call('changePerson', { params: { id: '1' }, body: {} }), 'person.unknown')
  await refused(client.call('slot', { params: { id: '../../etc/passwd' } }), 'slot.unknown')
  await refused(client.call('slot', { params: { id: '\0' } }), 'request.unknown')
})

test('whoever asks too often is told when to come again', async t => {
  const strict = await openTestServer({ config: { REQUESTS_PER_SECOND: 2 } })
  t.after(() => strict.close())
  const [anna, boris] = [await buildPerson(strict.parts.db), await buildPerson(strict.parts.db)]
  const { client, token } = await strict.signIn(anna)

  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => client.call('me')))
  assert.ok(asked.some(result => result.status === 'rejected' && result.reason.code === 'request.too-many'))
  const headers = { authorization: `Bearer ${token}` }
  const refusedAgain = await strict.fetch('/api/me', { headers })
  assert.ok(Number(refusedAgain.headers.get('retry-after')) >= 1)
  await (await strict.signIn(boris)).client.call('me')
})

test('openapi.json describes every endpoint', async () => {
  const description = (await (await server.fetch('/api/openapi.json')).json()) as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>
  }

  assert.match(description.openapi, /^3\.1/)
  const named = Object.values(description.paths).flatMap(path => Object.values(path).map(entry => entry.operationId))
  assert.deepEqual(named.sort(), Object.keys(endpoints).sort())
  assert.deepEqual(description.paths['/slots/{id}/occupy']?.post?.security, [{ bearer: [] }])
})

test('pages may run no foreign script, and nobody may frame them', async () => {
  const page = await server.fetch('/app/slots')

  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /script-src 'self'(;|$)/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
  assert.equal(page.headers.get('x-powered-by'), null)
  assert.match(await page.text(), /<!doctype html>/i)
  const home = await server.fetch('/', { redirect: 'manual' })
  assert.equal(home.headers.get('location'), '/app/')
})

test('the server says that it is well', async () => {
  assert.deepEqual(await (await server.fetch('/healthz')).json(), { ok: true })
  assert.deepEqual(await (await server.fetch('/readyz')).json(), { ok: true, missing: [] })
})

test('a dump’s files are given to its owner alone, under the names the server gave them', async () => {
  const { db, config } = server.parts
  const person = await buildPerson(db)
  const slot = await buildSlot(db)
  const session = await buildSession(db, { person, slot, ended_at: new Date(), end_reason: 'manual' })
  const dump = await db.dumps.findUniqueOrThrow({ where: { session_id: session.id } })
  const owner = await server.signIn(person)
  const stranger = await server.signIn(await buildPerson(db, { role: 'admin' }))
  const params = { id: dump.id, part: '0' }
  await refused(owner.client.call('dumpFile', { params }), 'dump.not-ready')
  const folder = join(config.dataDir, 'dumps', dump.id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<h1>Всё здесь</h1>')
  const part = { name: 'index.html', bytes: 24, sha256: '0'.repeat(64) }
  await db.dumps.update({ where: { id: dump.id }, data: { state: 'kept', parts: [part], bytes: 24 } })

  const file = await owner.client.call('dumpFile', { params })
  assert.equal(await file.text(), '<h1>Всё здесь</h1>')
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename="?index\.html"?$/)
  assert.equal(file.headers.get('content-security-policy'), 'sandbox')
  const range = await server.fetch(`/api/dumps/${dump.id}/file/0`, {
    headers: { authorization: `Bearer ${owner.token}`, range: 'bytes=0-3' },
  })
  assert.deepEqual([range.status, await range.text()], [206, '<h1>'])
  await refused(stranger.client.call('dumpFile', { params }), 'dump.unknown')
  await refused(stranger.client.call('dump', { params: { id: dump.id } }), 'dump.unknown')
  for (const part of ['1', '-1', '0x0', '../../secrets/master.key', '%2e%2e'])
    await refused(owner.client.call('dumpFile', { params: { id: dump.id, part } }), 'dump.unknown')
  await db.dumps.update({ where: { id: dump.id }, data: { expires_at: new Date(Date.now() - 1000) } })
  await refused(owner.client.call('dumpFile', { params }), 'dump.expired')
})

test('what breaks on our side is an id in the answer and the reason in the log alone', async t => {
  const broken = await openTestServer()
  t.after(() => broken.close())
  const { client } = await broken.signIn(await buildPerson(broken.parts.db))
  await broken.parts.db.$executeRawUnsafe('ALTER TABLE sessions RENAME COLUMN phases TO secret_place')

  const no = await refused(client.call('sessions'), 'server.failed')

  assert.match(no.message, new RegExp(no.id))
  assert.ok(!JSON.stringify({ ...no, message: no.message }).includes('secret_place'))
})

test('while the database does not answer, whoever asks is told to come again', async t => {
  const cut = await openTestServer()
  t.after(() => cut.close())
  const { client } = await cut.signIn(await buildPerson(cut.parts.db))
  await cut.parts.db.$disconnect()
  const nowhere = connect('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  Object.assign(cut.parts, { db: nowhere })

  await refused(client.call('sessions'), 'server.away')
})
