import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
  const { client } = await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))
  const account = { service: 'gemini', service_name: 'Gemini', url: 'https://gemini.google.com/app' }
  const kept = { login: 'robot@company.test', password: 'an account’s secret' }
  await client.call('addSlot', { body: { id: 'gem-1', name: 'Gemini 1', ...account, ...kept } })
  await client.call('addSlot', { body: { id: 'gem-2', name: 'Gemini 2', ...account } })
})
after(() => server.close())

async function somebody(given: Parameters<typeof buildPerson>[1] = { role: 'admin' }) {
  const person = await buildPerson(server.parts.db, given)
  const { client, token } = await server.signIn(person)
  const reveal = (id = 'gem-1', reason = 'signing in anew') =>
    client.call('reveal', { params: { id }, body: { reason } })
  return { person, client, token, reveal }
}
const logged = (personId: string) =>
  server.parts.db.audit.findMany({ where: { actor_id: personId, object_kind: 'slot' }, orderBy: { id: 'asc' } })

test('credentials are shown to who says why; the log keeps who, why and from where, never what', async () => {
  const { person, reveal } = await somebody()

  const shown = await reveal()

  assert.deepEqual(shown, { login: 'robot@company.test', password: 'an account’s secret', seconds: 30 })
  const [row, ...more] = await logged(person.id)
  assert.deepEqual(more, [])
  assert.deepEqual(
    [row?.action, row?.object_id, row?.object_name, row?.reason, row?.address?.replace('::ffff:', '')],
    ['slot.reveal', 'gem-1', 'Gemini 1', 'signing in anew', '127.0.0.1'],
  )
  const everything = JSON.stringify(await server.parts.db.audit.findMany(), (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  assert.doesNotMatch(everything, /robot@company|account’s secret/)
})

test('the answer is kept by nobody on the way', async () => {
  const { token } = await somebody()

  const answer = await server.fetch('/api/admin/slots/gem-1/reveal', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'again' },
    body: JSON.stringify({ reason: 'signing in anew' }),
  })

  assert.deepEqual([answer.status, answer.headers.get('cache-control')], [200, 'no-store'])
  assert.equal(await server.parts.db.idempotency_keys.count(), 0)
})

test('without a reason, a slot or credentials there is nothing to see', async () => {
  const { reveal, person } = await somebody()

  await refused(reveal('gem-1', '   '), 'request.invalid')
  await refused(reveal('nothing'), 'slot.unknown')
  await refused(reveal('gem-2'), 'slot.no-credentials')
  assert.deepEqual(await logged(person.id), [])
})

test('after ten in an hour the eleventh waits, and that stands in the log too; others go on', async () => {
  const { person, reveal } = await somebody()
  for (let times = 0; times < 10; times++) await reveal()

  assert.equal((await refused(reveal(), 'request.too-many')).details.seconds, '3600')
  await (await somebody()).reveal()
  clock.pass({ hours: 1 })
  const anew = await server.signIn(person)
  await anew.client.call('reveal', { params: { id: 'gem-1' }, body: { reason: 'a new hour' } })

  const actions = (await logged(person.id)).map(row => row.action)
  assert.deepEqual(actions.slice(9), ['slot.reveal', 'slot.reveal-refused', 'slot.reveal'])
})

test('twenty at the same instant are ten', async () => {
  const { reveal } = await somebody()

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => reveal()))

  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10)
})

test('it takes the permission and a second factor, being an operator is not enough', async () => {
  await refused((await somebody({ role: 'operator' })).reveal(), 'auth.not-allowed')
  await refused((await somebody({ role: 'admin', totp_confirmed_at: null })).reveal(), 'auth.second-factor')
  const holder = await somebody({ permissions: ['secrets:reveal'], totp_confirmed_at: new Date() })
  assert.equal((await holder.reveal()).login, 'robot@company.test')
})

test('a value moved into another slot’s row does not open there', async () => {
  const { db } = server.parts
  const { reveal } = await somebody()
  const { password_encrypted } = await db.slots.findUniqueOrThrow({ where: { id: 'gem-1' } })
  await db.slots.update({ where: { id: 'gem-2' }, data: { password_encrypted } })

  await refused(reveal('gem-2'), 'server.failed')
})
