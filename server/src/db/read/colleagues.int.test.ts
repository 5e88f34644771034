import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

test('colleagues are everybody else who may use slots, by name', async () => {
  const { db } = server.parts
  const anna = await buildPerson(db, { name: 'Anna' })
  await buildPerson(db, { name: 'Vera', role: 'admin' })
  const boris = await buildPerson(db, { name: 'Boris' })
  await buildPerson(db, { name: 'Gone', disabled_at: new Date() })
  await buildPerson(db, { name: 'Guest', permissions: ['slots:read'] })

  const colleagues = await (await server.signIn(anna)).client.call('colleagues')

  assert.deepEqual(
    colleagues.map(({ name }) => name),
    ['Boris', 'Vera'],
  )
  assert.deepEqual(colleagues[0], { id: boris.id, name: 'Boris' })
})
