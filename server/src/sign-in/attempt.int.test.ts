import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { changeOf, connect } from '../db/client.ts'
import { buildPerson, PASSWORD } from '../testing/build.ts'
import { clientFrom } from '../testing/client-from.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { beginAttempt } from './attempt.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

let lastAddress = 0
const newAddress = () => `10.0.${Math.floor(++lastAddress / 250)}.${(lastAddress % 250) + 1}`
const signIn = (address: string, email: string, password = PASSWORD) =>
  clientFrom(server.url, address).call('signIn', { body: { email, password } })
const guess = (address: string, email: string) => refused(signIn(address, email, 'a guess'), 'auth.wrong')
const somebody = async () => (await buildPerson(server.parts.db)).email

test('after three wrong passwords in two minutes even the right one rests five minutes', async () => {
  const email = await somebody()
  const address = newAddress()
  for (let tries = 0; tries < 3; tries++) await guess(address, email)

  const no = await refused(signIn(address, email), 'auth.resting')

  assert.equal(no.details.seconds, '300')
  const answer = await server.fetch('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '300'])
  clock.pass({ minutes: 4, seconds: 59 })
  await refused(signIn(address, email), 'auth.resting')
  clock.pass({ seconds: 1 })
  await signIn(address, email)
})

test('who guesses locks out neither the owner elsewhere nor others beside them', async () => {
  const [email, neighbour] = [await somebody(), await somebody()]
  const [attacker, home] = [newAddress(), newAddress()]
  for (let tries = 0; tries < 3; tries++) await guess(attacker, email)
  await refused(signIn(attacker, email), 'auth.resting')

  await signIn(home, email)
  await signIn(attacker, neighbour)
})

test('two wrong ones are forgiven by a right one', async () => {
  const email = await somebody()
  const address = newAddress()

  for (let round = 0; round < 2; round++) {
    await guess(address, email)
    await guess(address, email)
    await signIn(address, email)
    clock.pass({ minutes: 2 })
  }
})

test('fifty guesses at the same instant are no more than three', async () => {
  const email = await somebody()
  const address = newAddress()

  const guesses = Array.from({ length: 50 }, () => signIn(address, email, 'a guess'))
  const codes = (await Promise.allSettled(guesses)).map(result => result.status === 'rejected' && result.reason.code)

  assert.equal(codes.filter(code => code === 'auth.wrong').length, 3)
  assert.equal(codes.filter(code => code === 'auth.resting').length, 47)
})

test('five sign-ins a minute are enough, even right ones', async () => {
  const email = await somebody()
  const address = newAddress()
  for (let times = 0; times < 5; times++) await signIn(address, email)

  assert.equal((await refused(signIn(address, email), 'auth.resting')).details.seconds, '60')
  clock.pass({ minutes: 1 })
  await signIn(address, email)
})

test('an address that is wrong about twenty people in ten minutes rests ten, and only that address', async () => {
  const people = await Promise.all(Array.from({ length: 21 }, somebody))
  const address = newAddress()
  for (const email of people.slice(0, 20)) await guess(address, email)

  const [last = ''] = people.slice(20)
  assert.equal((await refused(signIn(address, last), 'auth.resting')).details.seconds, '600')
  await signIn(newAddress(), last)
  clock.pass({ minutes: 10 })
  await signIn(address, last)
})

test('a right sign-in in between does not clear what the address did to others', async () => {
  const own = await somebody()
  const address = newAddress()
  for (let times = 0; times < 20; times++) {
    await guess(address, await somebody())
    if (times % 5 === 0) await signIn(address, own)
  }

  await refused(signIn(address, own), 'auth.resting')
})

test('somebody there is not rests like somebody there is', async () => {
  const address = newAddress()
  for (let tries = 0; tries < 3; tries++) await guess(address, 'nobody@taxi.test')

  assert.equal((await refused(signIn(address, 'NOBODY@taxi.test'), 'auth.resting')).details.seconds, '300')
})

test('the counts hold across servers and restarts', async t => {
  const email = await somebody()
  const address = newAddress()
  for (let tries = 0; tries < 3; tries++) await guess(address, email)
  const db = connect(server.databaseUrl, 2)
  t.after(() => db.$disconnect())
  const { id } = await db.people.findUniqueOrThrow({ where: { email } })

  const elsewhere = beginAttempt({ change: changeOf(db), now: clock.now }, { account: id, address, claimed: null })

  await assert.rejects(elsewhere, { code: 'auth.resting' })
})

test('what people type where names belong is kept nowhere, and a rest stands in the log once', async () => {
  const { db } = server.parts
  const address = newAddress()
  for (let tries = 0; tries < 3; tries++) await guess(address, 'my secret password, oh no')
  const before = await db.audit.count({ where: { action: 'sign-in.refused' } })
  for (let tries = 0; tries < 5; tries++) await refused(signIn(address, 'my secret password, oh no'), 'auth.resting')

  assert.equal((await db.audit.count({ where: { action: 'sign-in.refused' } })) - before, 1)
  const kept = JSON.stringify([await db.attempts.findMany(), await db.audit.findMany()], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  assert.ok(!kept.includes('my secret password'))
})
