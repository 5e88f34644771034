import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson } from '../../testing/build.ts'
import { refused } from '../../testing/refused.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

test('administrators see what readers did not know; the answer itself only with an entry in the log', async () => {
  const { db } = server.parts
  const person = await buildPerson(db, { role: 'admin' })
  const { client } = await server.signIn(person)
  const drift = { service: 'chatgpt', what: 'the conversation has another shape', shape: '{ a: string }' }
  await db.drifts.createMany({
    data: [
      { ...drift, day: new Date('2026-11-20'), answer: '{"a":"б"}' },
      { ...drift, day: new Date('2026-11-21'), shape: '', answer: null },
    ],
  })

  const seen = await client.call('drifts')
  assert.deepEqual(
    seen.map(({ id, day, answer_length }) => [id, day, answer_length]),
    [
      ['chatgpt:2026-11-21', '2026-11-21', null],
      ['chatgpt:2026-11-20', '2026-11-20', 9],
    ],
  )
  const open = (id: string) => client.call('driftAnswer', { params: { id }, body: {} })
  assert.deepEqual(await open('chatgpt:2026-11-20'), { answer: '{"a":"б"}' })
  for (const id of ['chatgpt:2026-11-21', 'chatgpt:2026-13-45', 'chatgpt', 'x:2026-11-20'])
    await refused(open(id), 'request.unknown')

  const looks = await db.audit.findMany({ where: { action: 'reader.answer' } })
  assert.deepEqual(
    looks.map(({ actor_id, object_id }) => [actor_id, object_id]),
    [[person.id, 'chatgpt:2026-11-20']],
  )
})
