import assert from 'node:assert/strict'
import { after, before, mock, test } from 'node:test'
import type { LiveEvents } from '@taxi/contract/live.ts'
import { noteGuarded } from '../../actions/note-guarded.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

/** Connected, and everything it was notified of since. */
async function listening(token: string) {
  const line = server.line(token)
  const heard: LiveEvents['notification'][] = []
  line.on('notification', (notice: LiveEvents['notification']) => heard.push(notice))
  await new Promise(resolve => line.once('hello', resolve))
  return heard
}

test('who tries to sign a shared account out is told why nothing happened; the log names them, others hear nothing', async () => {
  const { db, log } = server.parts
  const person = await buildPerson(db, { locale: 'ru' })
  const slot = await buildSlot(db, { name: 'ChatGPT 1' })
  const session = await buildSession(db, { person, slot })
  const mine = await listening((await server.signIn(person)).token)
  const others = await listening((await server.signIn(await buildPerson(db))).token)
  const warned = mock.method(log, 'warn', () => {})

  const tried = { sessionId: session.id, service: 'chatgpt', what: 'sign_out' } as const
  await noteGuarded(server.parts, { ...tried, machineId: session.machine_id })
  await noteGuarded(server.parts, { ...tried, machineId: 'another' })
  await server.settled()
  const late = Date.now() + 10_000
  while (mine.length === 0 && Date.now() < late) await new Promise(resolve => setTimeout(resolve, 20))

  const msg = 'ChatGPT 1: аккаунт общий, выйти из него нельзя. Когда закончите, освободите слот.'
  assert.deepEqual(mine, [{ msg, kind: 'warning', slot_id: slot.id }])
  assert.deepEqual(others, [])
  assert.partialDeepStrictEqual(warned.mock.calls[0]?.arguments[0], { personId: person.id, what: 'sign_out' })
  assert.partialDeepStrictEqual(warned.mock.calls[1]?.arguments[0], { personId: null })
  const written = await db.audit.findMany({ where: { action: 'account.guarded' }, orderBy: { id: 'asc' } })
  assert.deepEqual(
    written.map(({ actor_id, object_name, after }) => [actor_id, object_name, after]),
    [
      [person.id, 'ChatGPT 1', { service: 'chatgpt', what: 'sign_out' }],
      [null, 'another', { service: 'chatgpt', what: 'sign_out' }],
    ],
  )
})
