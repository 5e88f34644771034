import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hash } from '@node-rs/argon2'
import jwt from 'jsonwebtoken'
import { signAccessToken } from '../outside/access-token.ts'
import { buildPerson, PASSWORD } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { offerFirstAdmin } from './offer-first-admin.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

const signIn = (body: { username?: string; email?: string; password?: string; totp_code?: string }) =>
  server.client().call('signIn', { body: { password: PASSWORD, ...body } })

test('a person signs in with their e-mail in any case, or with a name only they have', async () => {
  const { db } = server.parts
  const anna = await buildPerson(db, { name: 'Anna Only', email: 'anna@taxi.test' })
  await buildPerson(db, { name: 'Namesake' })
  await buildPerson(db, { name: 'Namesake' })

  assert.deepEqual((await signIn({ email: 'Anna@Taxi.test' })).user, {
    id: anna.id,
    email: 'anna@taxi.test',
    name: 'Anna Only',
    roles: ['member'],
  })
  assert.equal((await signIn({ username: 'Anna Only' })).user.id, anna.id)
  await refused(signIn({ username: 'Namesake' }), 'auth.wrong')
})

test('unknown people, wrong passwords, disabled and uninvited people get the same answer', async () => {
  const { db } = server.parts
  const disabled = await buildPerson(db, { disabled_at: new Date() })
  const uninvited = await buildPerson(db, { password_hash: null })

  const messages = [
    await refused(signIn({ email: 'nobody@taxi.test' }), 'auth.wrong'),
    await refused(signIn({ email: (await buildPerson(db)).email, password: 'not this one' }), 'auth.wrong'),
    await refused(signIn({ email: disabled.email }), 'auth.wrong'),
    await refused(signIn({ email: uninvited.email }), 'auth.wrong'),
    await refused(signIn({ email: '' }), 'auth.wrong'),
  ]

  assert.equal(new Set(messages.map(no => no.message)).size, 1)
})

test('a name with a character that is none is nobody’s, and none of ours breaks', async () => {
  await refused(signIn({ email: 'anna\0@taxi.test' }), 'auth.wrong')
  await refused(signIn({ username: '\0' }), 'auth.wrong')
})

test('a password hashed more cheaply than today is hashed anew when it is typed', async () => {
  const { db } = server.parts
  const password_hash = await hash(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 })
  const person = await buildPerson(db, { password_hash })
  const stored = async () => (await db.people.findUniqueOrThrow({ where: { id: person.id } })).password_hash

  await refused(signIn({ email: person.email, password: 'a guess' }), 'auth.wrong')
  assert.equal(await stored(), password_hash)
  await signIn({ email: person.email })
  const stronger = await stored()
  assert.match(stronger ?? '', /m=19456,t=2,p=1/)
  await signIn({ email: person.email })
  assert.equal(await stored(), stronger)
})

test('a refresh gives a new pair; the spent token gets the same pair for ten seconds, then ends the sign-in', async () => {
  const person = await buildPerson(server.parts.db)
  const guest = await server.signIn(person)
  const refresh = (refresh_token: string) => server.client().call('refresh', { body: { refresh_token } })

  const [first, repeated] = await Promise.all([refresh(guest.refreshToken), refresh(guest.refreshToken)])
  assert.equal(first.refresh_token, repeated.refresh_token)
  assert.notEqual(first.refresh_token, guest.refreshToken)
  await server.client(first.token).call('me')

  clock.pass({ seconds: 11 })
  await refused(refresh(guest.refreshToken), 'auth.required')
  await refused(refresh(first.refresh_token), 'auth.required')
  await refused(server.client(first.token).call('me'), 'auth.required')
})

test('eight idle hours or twelve in all end a sign-in', async () => {
  const { db } = server.parts
  const refresh = (refresh_token: string) => server.client().call('refresh', { body: { refresh_token } })
  const idle = await server.signIn(await buildPerson(db))
  const busy = await server.signIn(await buildPerson(db))

  clock.pass({ hours: 7 })
  const second = await refresh(busy.refreshToken)
  clock.pass({ hours: 4 })
  await refused(refresh(idle.refreshToken), 'auth.required')
  const third = await refresh(second.refresh_token)
  clock.pass({ hours: 1, minutes: 1 })
  await refused(refresh(third.refresh_token), 'auth.required')
})

test('signing out ends this sign-in at once and leaves the others', async () => {
  const person = await buildPerson(server.parts.db)
  const [here, there] = [await server.signIn(person), await server.signIn(person)]
  await here.client.call('me')

  await here.client.call('signOut')

  await refused(here.client.call('me'), 'auth.required')
  await refused(server.client().call('refresh', { body: { refresh_token: here.refreshToken } }), 'auth.required')
  await there.client.call('me')
})

test('a disabled person is out at once, and in again when enabled and signed in', async () => {
  const { db } = server.parts
  const person = await buildPerson(db)
  const guest = await server.signIn(person)
  const admin = await server.signIn(await buildPerson(db, { role: 'admin' }))
  const change = (disabled: boolean) =>
    admin.client.call('changePerson', { params: { id: person.id }, body: { disabled } })
  await guest.client.call('me')

  await change(true)
  await refused(guest.client.call('me'), 'auth.required')
  await refused(signIn({ email: person.email }), 'auth.wrong')

  await change(false)
  await refused(guest.client.call('me'), 'auth.required')
  await server.client((await signIn({ email: person.email })).token).call('me')
})

test('the sign-in is asked for on every request, however good the token looks', async () => {
  const person = await buildPerson(server.parts.db)
  const guest = await server.signIn(person)
  const { fam } = jwt.decode(guest.token) as { fam: string }
  await server.parts.db.sign_ins.update({ where: { family_id: fam }, data: { ended_at: new Date() } })

  const another = signAccessToken(server.parts, { personId: person.id, familyId: fam })
  await refused(server.client(another).call('me'), 'auth.required')
  const unknown = signAccessToken(server.parts, { personId: person.id, familyId: randomUUID() })
  await refused(server.client(unknown).call('me'), 'auth.required')
  const stranger = await server.signIn(await buildPerson(server.parts.db))
  const theirs = (jwt.decode(stranger.token) as { fam: string }).fam
  const borrowed = signAccessToken(server.parts, { personId: person.id, familyId: theirs })
  await refused(server.client(borrowed).call('me'), 'auth.required')
})

test('the first administrator comes in by the printed link, once', async t => {
  const empty = await openTestServer()
  t.after(() => empty.close())
  assert.equal((await empty.client().call('hello')).needs_first_admin, true)
  const older = await offerFirstAdmin(empty.parts)
  const link = await offerFirstAdmin(empty.parts)
  const [, token = ''] = link?.split('#t=') ?? []
  const come = (given: string, password = 'a good long password') =>
    empty.client().call('firstAdmin', { body: { token: given, name: 'Ada', email: 'Ada@taxi.test', password } })

  await refused(come(token, 'password123'), 'request.invalid')
  await refused(come(older?.split('#t=')[1] ?? ''), 'auth.link-spent')
  const both = await Promise.allSettled([come(token), come(token)])
  assert.equal(both.filter(result => result.status === 'fulfilled').length, 1)
  await refused(come(token), 'auth.link-spent')

  assert.equal((await empty.client().call('hello')).needs_first_admin, false)
  assert.equal(await offerFirstAdmin(empty.parts), null)
  assert.deepEqual(
    (await empty.parts.db.people.findMany()).map(person => [person.email, person.is_admin]),
    [['ada@taxi.test', true]],
  )
})

test('an invitation lets its person choose a password, once; a newer one kills the older', async () => {
  const { db } = server.parts
  const admin = await server.signIn(await buildPerson(db, { role: 'admin' }))
  const invited = await admin.client.call('addPerson', {
    body: { name: 'New', email: 'New@taxi.test', role: 'operator' },
  })
  assert.deepEqual(invited.person.roles, ['operator'])
  assert.equal(invited.person.has_password, false)
  const again = await admin.client.call('invitePerson', { params: { id: invited.person.id } })
  const accept = (url: string, password = 'fresh enough') =>
    server.client().call('acceptInvitation', { body: { token: url.split('#t=')[1] ?? '', password } })

  await refused(accept(invited.invitation_url), 'auth.link-spent')
  await refused(accept(again.invitation_url, 'short'), 'request.invalid')
  const welcome = await accept(again.invitation_url)
  assert.equal(welcome.user.email, 'new@taxi.test')
  await refused(accept(again.invitation_url), 'auth.link-spent')
  await signIn({ email: 'new@taxi.test', password: 'fresh enough' })

  const late = await admin.client.call('invitePerson', { params: { id: invited.person.id } })
  clock.pass({ hours: 25 })
  await refused(accept(late.invitation_url), 'auth.link-spent')
})
