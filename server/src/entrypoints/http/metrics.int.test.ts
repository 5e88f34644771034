import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

const TOKEN = 'a token of sixteen letters'
let open: TestServer
let closed: TestServer
before(async () => {
  open = await openTestServer()
  closed = await openTestServer({ config: { METRICS_TOKEN: TOKEN }, freeDisk: async () => 0 })
})
after(async () => {
  await open.close()
  await closed.close()
})

test('what runs is counted, and names nobody', async () => {
  const person = await buildPerson(open.parts.db, { name: 'Somebody' })
  await buildSession(open.parts.db, { person, slot: await buildSlot(open.parts.db, { id: 'slot-of-mine' }) })

  const answer = await open.fetch('/metrics')

  const said = await answer.text()
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/)
  assert.match(said, /^taxi_sessions\{is="(preparing|live)"\} 1$/m)
  assert.match(said, /^taxi_servers\{is="alive"\} 0$/m)
  assert.match(said, /^process_resident_memory_bytes \d+/m)
  assert.ok(!said.includes('Somebody') && !said.includes('slot-of-mine'))
  assert.match(await (await open.fetch('/metrics')).text(), /^taxi_http_seconds_count\{.*status="200"\} \d+$/m)
})

test('only this computer may ask, and nobody who came by a proxy; with a token, whoever brings it', async () => {
  const status = async (server: TestServer, headers = {}) => (await server.fetch('/metrics', { headers })).status

  assert.equal(await status(open, { 'x-forwarded-for': '203.0.113.7' }), 404)
  assert.equal(await status(closed), 404)
  assert.equal(await status(closed, { authorization: 'Bearer another token of letters' }), 404)
  assert.equal(await status(closed, { authorization: `Bearer ${TOKEN}` }), 200)
})

test('a server that lacks something says what; without a database it is not ready', async () => {
  assert.deepEqual(await (await closed.fetch('/readyz')).json(), { ok: true, missing: ['disk'] })
})
