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
})
after(() => server.close())

const tokenOf = (url: string) => new URL(url).hash.slice('#t='.length)
const who = (token: string) => server.client().call('whoseLink', { body: { token } })
const exchange = (token: string) => server.client().call('linkSignIn', { body: { token } })
async function somebody() {
  const person = await buildPerson(server.parts.db)
  return { person, ...(await server.signIn(person)) }
}

test('a link shows who would be signed in, as often as asked, and signs in once', async () => {
  const { person, client } = await somebody()
  const { url, expires_at } = await client.call('signInLink')
  assert.match(url, /\/app\/link#t=[\w-]{43}$/)
  assert.equal(Date.parse(expires_at) - clock.now().getTime(), 10 * 60_000)

  for (let times = 0; times < 2; times++)
    assert.deepEqual(await who(tokenOf(url)), {
      name: person.name,
      email: person.email,
      totp_required: false,
      expires_at,
    })
  const { user } = await exchange(tokenOf(url))

  assert.equal(user.id, person.id)
  await refused(who(tokenOf(url)), 'auth.link-spent')
  await refused(exchange(tokenOf(url)), 'auth.link-spent')
})

test('ten minutes later, or once a newer one was made, it opens nothing', async () => {
  const { client } = await somebody()
  const older = await client.call('signInLink')
  const newer = await client.call('signInLink')
  await refused(exchange(tokenOf(older.url)), 'auth.link-spent')

  clock.pass({ minutes: 10 })
  await refused(who(tokenOf(newer.url)), 'auth.link-spent')
  await refused(exchange(tokenOf(newer.url)), 'auth.link-spent')
})

test('a link of another kind does not sign in, and this one invites nobody', async () => {
  const { client, person } = await somebody()
  const admin = await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))
  const invitation = await admin.client.call('invitePerson', { params: { id: person.id } })
  const { url } = await client.call('signInLink')

  await refused(exchange(tokenOf(invitation.invitation_url)), 'auth.link-spent')
  const body = { token: tokenOf(url), password: 'a password of the thief' }
  await refused(server.client().call('acceptInvitation', { body }), 'auth.link-spent')
  for (const rubbish of ['', 'rubbish', "' OR 1=1 --"]) await refused(who(rubbish), 'auth.link-spent')
})

test('a link is stored as its hash alone, and dies with its person’s access', async () => {
  const { client, person } = await somebody()
  const { url } = await client.call('signInLink')
  const rows = JSON.stringify(await server.parts.db.link_tokens.findMany())
  assert.ok(!rows.includes(tokenOf(url)))
  const admin = await server.signIn(await buildPerson(server.parts.db, { role: 'admin' }))

  await admin.client.call('changePerson', { params: { id: person.id }, body: { disabled: true } })
  await admin.client.call('changePerson', { params: { id: person.id }, body: { disabled: false } })

  await refused(exchange(tokenOf(url)), 'auth.link-spent')
})

test('everybody sees and ends their own sign-ins alone', async () => {
  const [anna, boris] = [await somebody(), await somebody()]
  const [his] = await boris.client.call('signIns')

  await anna.client.call('endSignIn', { params: { id: his?.id ?? '' } })
  await anna.client.call('endSignIn', { params: { id: crypto.randomUUID() } })

  await boris.client.call('me')
  assert.deepEqual(
    (await anna.client.call('signIns')).map(({ current, way, agent }) => [current, way, agent]),
    [[true, 'password', 'a test']],
  )
})

test('a sign-in that ran out by itself is not shown any more, one in use is shown as seen last', async () => {
  const { person, refreshToken } = await somebody()
  clock.pass({ hours: 7 })
  const { token } = await server.client().call('refresh', { body: { refresh_token: refreshToken } })
  const seen = (await server.client(token).call('signIns')).map(signIn => Date.parse(signIn.last_seen_at))
  assert.deepEqual(seen, [clock.now().getTime()])

  clock.pass({ hours: 5, minutes: 1 })
  const fresh = await server.signIn(person)
  assert.equal((await fresh.client.call('signIns')).length, 1)
})
