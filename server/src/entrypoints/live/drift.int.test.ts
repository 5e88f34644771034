import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LiveEvents } from '@taxi/contract/live.ts'
import { noteDrift } from '../../actions/note-drift.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

async function listening(person: Parameters<TestServer['signIn']>[0]) {
  const line = server.line((await server.signIn(person)).token)
  const heard: LiveEvents['system.alert'][] = []
  line.on('system.alert', alert => heard.push(alert))
  await new Promise(resolve => line.once('hello', resolve))
  return heard
}

test('administrators hear once a day and service that a reader no longer knows it; what was seen is kept', async () => {
  const { db } = server.parts
  const machine = await buildMachine(db)
  const person = await buildPerson(db)
  const slot = await buildSlot(db, { machines: [machine.id] })
  const session = await buildSession(db, { person, slot })
  const admin = await listening(await buildPerson(db, { is_admin: true, locale: 'en' }))
  const others = await listening(person)
  const drift = {
    machineId: machine.id,
    sessionId: session.id,
    service: 'chatgpt',
    what: 'other',
    shape: '{ a: string }',
  }

  await noteDrift(server.parts, { ...drift, answer: '{"a":"first"}' })
  await noteDrift(server.parts, { ...drift, answer: '{"a":"second"}' })
  await noteDrift(server.parts, { ...drift, machineId: 'another', service: 'claude', answer: null })
  const late = Date.now() + 10_000
  while (admin.length === 0 && Date.now() < late) await new Promise(resolve => setTimeout(resolve, 20))
  await server.settled()

  assert.deepEqual(
    admin.map(({ code, msg }) => [code, msg.startsWith('chatgpt: the service answers otherwise')]),
    [['reader.drift', true]],
  )
  assert.deepEqual(others, [])
  const rows = await db.drifts.findMany()
  assert.deepEqual(
    rows.map(({ service, shape, answer }) => [service, shape, answer]),
    [['chatgpt', '{ a: string }', '{"a":"first"}']],
  )
})
