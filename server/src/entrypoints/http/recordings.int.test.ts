import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Client } from '@taxi/contract/client.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
let admin: Client
before(async () => {
  server = await openTestServer()
  admin = (await server.signIn(await buildPerson(server.parts.db, { role: 'admin', name: 'Boris' }))).client
})
after(() => server.close())

async function recorded({ days = 14 } = {}) {
  const { db, config } = server.parts
  const person = await buildPerson(db, { name: 'Anna' })
  const slot = await buildSlot(db, { name: `Gemini · ${randomUUID().slice(0, 4)}` })
  const session = await buildSession(db, { person, slot, end_reason: 'manual' })
  const id = randomUUID()
  const file = `recordings/${id}.guac.gz`
  mkdirSync(dirname(join(config.dataDir, file)), { recursive: true })
  writeFileSync(join(config.dataDir, file), gzipSync('4.sync,1.1;'))
  const now = Date.now()
  await db.recordings.create({
    data: {
      id,
      session_id: session.id,
      file,
      bytes: 31,
      started_at: new Date(now),
      expires_at: new Date(now + days * 86_400_000),
    },
  })
  return { id, file, slot, session }
}

test('the list says whose screen it was, where and when; what a crash cut off ended with its session', async () => {
  const { id, slot, session } = await recorded()

  const [newest] = await admin.call('recordings')

  assert.equal(newest?.id, id)
  assert.deepEqual([newest.person, newest.slot_name, newest.bytes], ['Anna', slot.name, 31])
  assert.equal(newest.ended_at, session.ended_at?.toISOString())
})

test('a recording is given whole, and each look at it stands in the audit log', async () => {
  const { id } = await recorded()
  const params = { id }

  const bytes = await (await admin.call('playRecording', { params })).arrayBuffer()
  await admin.call('playRecording', { params })

  assert.equal(gunzipSync(Buffer.from(bytes)).toString(), '4.sync,1.1;')
  const looks = await server.parts.db.audit.findMany({ where: { action: 'recording.play', object_id: id } })
  assert.deepEqual(
    looks.map(({ actor_name }) => actor_name),
    ['Boris', 'Boris'],
  )
})

test('a recording past its days, one whose file is gone and one that never was are unknown', async () => {
  const old = await recorded({ days: -1 })
  const gone = await recorded()
  rmSync(join(server.parts.config.dataDir, gone.file))

  for (const id of [old.id, gone.id, randomUUID(), 'no-id'])
    await assert.rejects(admin.call('playRecording', { params: { id } }), { code: 'recording.unknown' })
})

test('a turn is recorded only where its slot said so when it began', async () => {
  const { parts } = server
  const told = await buildSlot(parts.db, { is_recorded: true })
  const person = await buildPerson(parts.db)
  const { client } = await server.signIn(person)

  assert.equal((await client.call('slot', { params: { id: told.id } })).recorded, true)
  const { session_id } = await client.call('occupy', { params: { id: told.id } })
  await parts.db.slots.update({ where: { id: told.id }, data: { is_recorded: false } })

  const params = { id: session_id }
  assert.equal((await client.call('session', { params })).recorded, true)
})
