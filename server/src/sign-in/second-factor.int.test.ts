import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson, PASSWORD } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { setUpSecondFactor } from '../testing/second-factor.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

async function somebody(given: Parameters<typeof buildPerson>[1] = {}) {
  const person = await buildPerson(server.parts.db, given)
  return { person, ...(await server.signIn(person)) }
}
async function withFactor() {
  const who = await somebody()
  const factor = await setUpSecondFactor(who.client, clock.now())
  clock.pass({ minutes: 1 })
  return { ...who, code: () => factor.codeAt(clock.now()), recoveryCodes: factor.recoveryCodes }
}
const rowOf = (id: string) => server.parts.db.people.findUniqueOrThrow({ where: { id } })
const logged = (action: string, id: string) =>
  server.parts.db.audit.count({ where: { action, object_kind: 'person', object_id: id } })

test('a second factor counts once a first code proved it, and ten recovery codes come with it', async () => {
  const { person, client } = await somebody()
  const { secret } = await client.call('totpSetup')
  await refused(client.call('totpConfirm', { body: { code: '000000' } }), 'auth.totp-wrong')
  assert.equal((await client.call('me')).totp_enabled, false)

  const factor = await setUpSecondFactor(client, clock.now())

  assert.equal(new Set(factor.recoveryCodes).size, 10)
  const me = await client.call('me')
  assert.deepEqual([me.totp_enabled, me.recovery_codes_left], [true, 10])
  assert.equal(await logged('second-factor.on', person.id), 1)
  const stored = JSON.stringify([
    (await rowOf(person.id)).totp_secret,
    await server.parts.db.recovery_codes.findMany({ where: { person_id: person.id } }),
  ])
  assert.ok(!stored.includes(secret))
  for (const code of factor.recoveryCodes)
    assert.ok(!stored.includes(code) && !stored.includes(code.replaceAll('-', '')))
})

test('with it on, the rights that touch others begin, and other sign-ins made without it are over', async () => {
  const admin = await buildPerson(server.parts.db, { role: 'admin', totp_confirmed_at: null })
  const [here, elsewhere] = [await server.signIn(admin), await server.signIn(admin)]
  await refused(here.client.call('people'), 'auth.second-factor')
  const before = await here.client.call('me')
  assert.deepEqual([before.needs_second_factor, before.permissions], [true, ['slots:read', 'slots:use']])

  await setUpSecondFactor(here.client, clock.now())

  await here.client.call('people')
  assert.equal((await here.client.call('me')).needs_second_factor, false)
  await refused(elsewhere.client.call('me'), 'auth.required')
  const body = { refresh_token: elsewhere.refreshToken }
  await refused(server.client().call('refresh', { body }), 'auth.required')
})

test('it is switched off with a code of it or a recovery code, never without', async () => {
  const { person, client, code } = await withFactor()
  await refused(client.call('totpRemove', { body: { code: '' } }), 'auth.totp-wrong')
  await refused(client.call('totpSetup'), 'auth.factor-on')

  await client.call('totpRemove', { body: { code: code() } })

  const row = await rowOf(person.id)
  assert.deepEqual([row.totp_secret, row.totp_confirmed_at, row.totp_step], [null, null, null])
  assert.equal((await client.call('me')).recovery_codes_left, 0)
  assert.equal(await logged('second-factor.off', person.id), 1)
  const lost = await withFactor()
  await lost.client.call('totpRemove', { body: { code: lost.recoveryCodes[3] ?? '' } })
  assert.equal((await lost.client.call('me')).totp_enabled, false)
})

test('a code that signed in does not switch anything off afterwards', async () => {
  const { person, client, code } = await withFactor()
  await server.client().call('signIn', { body: { email: person.email, password: PASSWORD, totp_code: code() } })

  await refused(client.call('totpRemove', { body: { code: code() } }), 'auth.totp-wrong')
})

test('new recovery codes kill the older ones', async () => {
  const { person, client, code, recoveryCodes } = await withFactor()

  const { codes } = await client.call('newRecoveryCodes', { body: { code: code() } })

  assert.equal(codes.filter(each => recoveryCodes.includes(each)).length, 0)
  const signIn = (totp_code = '') =>
    server.client().call('signIn', { body: { email: person.email, password: PASSWORD, totp_code } })
  await refused(signIn(recoveryCodes[0]), 'auth.wrong')
  await signIn(codes[0])
  assert.equal((await client.call('me')).recovery_codes_left, 9)
})

test('who holds a stolen token guesses three codes, wherever they come from, and then rests', async () => {
  const { client, code } = await withFactor()
  const wrong = { body: { code: '000000' } }
  const guesses = await Promise.allSettled(Array.from({ length: 10 }, () => client.call('totpRemove', wrong)))

  const refusals = guesses.map(result => result.status === 'rejected' && result.reason.code)
  assert.equal(refusals.filter(no => no === 'auth.totp-wrong').length, 3)
  await refused(client.call('newRecoveryCodes', { body: { code: code() } }), 'auth.resting')
  clock.pass({ minutes: 5 })
  await client.call('newRecoveryCodes', { body: { code: code() } })
})

test('an administrator resets it for who lost phone and codes, which signs them out', async () => {
  const { person, client } = await withFactor()
  const admin = await somebody({ role: 'admin' })

  await admin.client.call('resetTotp', { params: { id: person.id } })

  assert.equal((await rowOf(person.id)).totp_confirmed_at, null)
  await refused(client.call('me'), 'auth.required')
  await server.client().call('signIn', { body: { email: person.email, password: PASSWORD } })
  assert.equal(await logged('second-factor.reset', person.id), 1)
})

test('nobody resets their own, and nobody that of somebody there is not', async () => {
  const admin = await somebody({ role: 'admin' })

  await refused(admin.client.call('resetTotp', { params: { id: admin.person.id } }), 'auth.own-factor')
  for (const id of [crypto.randomUUID(), 'rubbish'])
    for (const name of ['resetTotp', 'personSignIns', 'endPersonSignIns'] as const)
      await refused(admin.client.call(name, { params: { id } }), 'person.unknown')
})
