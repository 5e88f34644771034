import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LiveEvents } from '@taxi/contract/live.ts'
import { noticeToSend } from '../notices/notice-to-send.ts'
import { buildPerson } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

const refresh = (refresh_token: string) => server.client().call('refresh', { body: { refresh_token } })
/** Somebody whose refresh token a thief copied, and who used it themselves since. */
async function robbed(given: Parameters<typeof buildPerson>[1] = {}) {
  const person = await buildPerson(server.parts.db, given)
  const guest = await server.signIn(person)
  const next = await refresh(guest.refreshToken)
  clock.pass({ seconds: 11 })
  return { person, stolen: guest.refreshToken, own: next }
}
/** What administrators who are connected are told; the line of this person must be an administrator's to hear. */
async function alerts(person: { id: string }): Promise<LiveEvents['system.alert'][]> {
  const line = server.line((await server.signIn(person)).token)
  const heard: LiveEvents['system.alert'][] = []
  line.on('system.alert', alert => heard.push(alert))
  await new Promise<void>(resolve => line.once('hello', () => resolve()))
  return heard
}

test('a stolen refresh token used after its owner ends the sign-in for both, and administrators are told', async () => {
  const { db } = server.parts
  const admins = await alerts(await buildPerson(db, { role: 'admin', locale: 'en' }))
  const members = await alerts(await buildPerson(db))
  const { person, stolen, own } = await robbed({ name: 'Anna Robbed' })

  await refused(refresh(stolen), 'auth.required')

  await refused(server.client(own.token).call('me'), 'auth.required')
  await refused(refresh(own.refresh_token), 'auth.required')
  await server.settled()
  const msg = 'Anna Robbed: an old sign-in was used, perhaps a stolen one. It was ended.'
  for (let waited = 0; !admins.length && waited < 5_000; waited += 20)
    await new Promise(resolve => setTimeout(resolve, 20))
  assert.deepEqual(admins, [{ code: 'sign-in.stolen', msg }])
  assert.deepEqual(members, [])
  assert.equal(await db.audit.count({ where: { action: 'sign-in.stolen', object_id: person.id } }), 1)
})

test('the owner who comes second finds it ended as well: nobody knows which of the two is the thief', async () => {
  const person = await buildPerson(server.parts.db)
  const { refreshToken: copied } = await server.signIn(person)
  const thief = await refresh(copied)
  clock.pass({ seconds: 11 })

  await refused(refresh(copied), 'auth.required')

  await refused(server.client(thief.token).call('me'), 'auth.required')
})

test('the person is told in Telegram, once, and their other sign-ins stay', async () => {
  const { db } = server.parts
  const { person, stolen } = await robbed({ telegram_id: 71_001n, locale: 'en' })
  const other = await server.signIn(person)
  for (let times = 0; times < 2; times++) await refused(refresh(stolen), 'auth.required')

  const owed = await db.deliveries.findMany({ where: { person_id: person.id } })

  assert.equal(owed.length, 1)
  const notice = await noticeToSend(server.parts, owed[0]?.payload)
  assert.ok(notice.type === 'say')
  assert.match(notice.text, /^Somebody used an old sign-in of yours.*\/app\/profile$/)
  await other.client.call('me')
})

test('somebody disabled is told nothing more', async () => {
  const { db } = server.parts
  const { person, stolen } = await robbed({ telegram_id: 71_002n })
  await refused(refresh(stolen), 'auth.required')
  await db.people.update({ where: { id: person.id }, data: { disabled_at: clock.now() } })

  const owed = await db.deliveries.findFirstOrThrow({ where: { person_id: person.id } })

  assert.deepEqual(await noticeToSend(server.parts, owed.payload), { type: 'needless' })
})

test('a token nobody was ever given refreshes nothing', async () => {
  for (const token of ['', 'rubbish', '0'.repeat(43), "' OR 1=1 --"]) await refused(refresh(token), 'auth.required')
})
