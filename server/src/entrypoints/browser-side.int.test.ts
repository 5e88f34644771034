import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { POPUP_ID } from '@taxi/contract/extension-ids.ts'
import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import { projectRoot } from '../config.ts'
import { buildPerson } from '../testing/build.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer({ config: { root: projectRoot } })
})
after(() => server.close())

const pages = ['/app/', '/app/people', '/app/invitation', '/app/link', '/desk/0', '/practice/']
const answers = ['/', '/healthz', '/api/hello', '/api/me', '/api/nowhere', '/nowhere', '/api/openapi.json', '/app/%ff']
const foreign = 'https://evil.example'

test('no page carries a script of its own, and none may run one', async () => {
  for (const path of pages) {
    const page = await server.fetch(path)
    const html = await page.text()

    assert.equal(page.status, 200, `${path}: is the portal built? npm run build`)
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>/i, path)
    assert.doesNotMatch(html, /\son[a-z]+\s*=|javascript:/i, path)
    for (const [, address] of html.matchAll(/\s(?:src|href)="([^"]*)"/g)) assert.match(address ?? '', /^[./]/, path)
  }
})

test('whatever is answered says that nobody may frame it, guess its type or run foreign code in it', async () => {
  for (const path of [...pages, ...answers]) {
    const { headers } = await server.fetch(path, { redirect: 'manual' })
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split(';').map(rule => {
        const [name = '', ...sources] = rule.trim().split(' ')
        return [name, sources] as const
      }),
    )

    assert.deepEqual(policy.get('default-src'), ["'self'"], path)
    assert.deepEqual(policy.get('script-src'), ["'self'"], path)
    assert.deepEqual(policy.get('frame-ancestors'), ["'none'"], path)
    assert.deepEqual(policy.get('object-src'), ["'none'"], path)
    assert.deepEqual(policy.get('base-uri'), ["'none'"], path)
    for (const source of policy.get('connect-src') ?? ['none'])
      assert.match(source, /^'self'$|^ws:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+$/, path)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
    assert.equal(headers.get('x-frame-options'), 'DENY', path)
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path)
    assert.equal(headers.get('x-powered-by'), null, path)
    assert.equal(headers.get('set-cookie')?.includes('taxi') ?? false, false, path)
  }
})

test('over TLS browsers are told to come by TLS alone for a year; without it they are not locked out', async t => {
  const overTls = await openTestServer({ config: { PUBLIC_URL: 'https://taxi.example.com' } })
  t.after(() => overTls.close())
  const strict = async (server: TestServer) =>
    (await server.fetch('/api/hello')).headers.get('strict-transport-security')

  assert.equal(await strict(overTls), 'max-age=31536000; includeSubDomains')
  assert.equal(await strict(server), null)
  const policy = (await overTls.fetch('/api/hello')).headers.get('content-security-policy') ?? ''
  assert.match(policy, /connect-src 'self' wss:\/\/taxi\.example\.com /)
})

test('no page of another site reads or sends anything, at whatever endpoint', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path } = endpoints[name]
    const response = await server.fetch(`/api${path.replace(/:\w+/g, '1')}`, {
      method,
      headers: { origin: foreign, authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    })
    const { error } = (await response.json()) as { error: { code: string } }

    assert.equal(error.code, 'auth.origin', name)
    assert.equal(response.headers.get('access-control-allow-origin'), null, name)
    assert.match(response.headers.get('vary') ?? '', /origin/i, name)
  }
})

test('only our own extension is let through by CORS, and never with cookies', async () => {
  const popup = `chrome-extension://${POPUP_ID}`
  const ask = async (origin: string) =>
    (
      await server.fetch('/api/me', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      })
    ).headers

  assert.equal((await ask(popup)).get('access-control-allow-origin'), popup)
  for (const origin of [foreign, 'null', `${popup}.evil.example`, `chrome-extension://${'a'.repeat(32)}`, server.url])
    assert.equal((await ask(origin)).get('access-control-allow-origin'), null, origin)
  assert.equal((await ask(popup)).get('access-control-allow-credentials'), null)
})

test('a token in an address opens nothing', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))

  for (const query of [`token=${token}`, `access_token=${token}`, `auth=${token}`])
    assert.equal((await server.fetch(`/api/me?${query}`)).status, 401, query)
  const line = io(server.url, { query: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
  const answer = await new Promise(resolve => {
    line.once('connect', () => resolve('connected'))
    line.once('connect_error', error => resolve(error.message))
  })
  line.disconnect()
  assert.equal(answer, 'auth.required')
})

test('what is answered is kept by no cache', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))
  for (const path of ['/api/me', '/api/slots', '/api/dumps/1', '/api/nowhere', '/api/hello']) {
    const { headers } = await server.fetch(path, { headers: { authorization: `Bearer ${token}` } })
    assert.equal(headers.get('cache-control'), 'no-store', path)
  }
})

test('a line that does not say who it is, or lies, is closed within five seconds', async () => {
  const closed = (greeting?: string) =>
    new Promise<number>(resolve => {
      const socket = raw()
      const began = performance.now()
      if (greeting) socket.on('open', () => socket.send(greeting))
      socket.on('close', () => resolve(performance.now() - began))
    })

  const times = await Promise.all([closed(), closed('40{"token":"rubbish"}'), closed('40{}'), closed('40/admin,{}')])
  for (const ms of times) assert.ok(ms < 8_000, `${ms} ms`)
})

test('a line that speaks, floods or sends something huge is cut; one that listens stays', async () => {
  const { token } = await server.signIn(await buildPerson(server.parts.db))
  const greeting = `40${JSON.stringify({ token })}`
  const cut = async (says: (socket: WebSocket) => void) => {
    const socket = raw()
    const closed = new Promise(resolve => socket.on('close', () => resolve('cut')))
    await greeted(socket, greeting)
    says(socket)
    return Promise.race([closed, sleep(10_000, 'open', { ref: false })])
  }
  const listener = raw()
  await greeted(listener, greeting)

  assert.equal(await cut(socket => socket.send('42["slot.update",{"id":"x"}]')), 'cut')
  assert.equal(await cut(socket => socket.send('42["join","person:x"]')), 'cut')
  assert.equal(await cut(socket => socket.send('not a packet')), 'cut')
  assert.equal(await cut(socket => socket.send(`42["x","${'y'.repeat(100_000)}"]`)), 'cut')
  assert.equal(
    await cut(socket => {
      for (let n = 0; n < 50; n++) socket.send('3')
    }),
    'cut',
  )
  assert.equal(listener.readyState, WebSocket.OPEN)
  listener.close()
})

const raw = () => new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)

/** Says hello as socket.io does and waits for the server's. */
const greeted = (socket: WebSocket, greeting: string) =>
  new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', data => {
      const text = String(data)
      if (text.startsWith('0')) socket.send(greeting)
      if (text.startsWith('42["hello"')) resolve()
    })
  })
