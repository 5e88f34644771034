import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Loop } from '../entrypoints/jobs/loop.ts'
import { buildPerson } from '../testing/build.ts'
import { carryLetters } from '../testing/carry-letters.ts'
import { clientFrom } from '../testing/client-from.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { type MailServer, startMailServer } from '../testing/mail-server.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { cleanUpSpent } from './clean-up-spent.ts'

const clock = fakeClock()
let server: TestServer
let mail: MailServer
let outbox: Loop
before(async () => {
  mail = await startMailServer()
  const config = { SMTP_HOST: '127.0.0.1', SMTP_PORT: mail.port, SMTP_FROM: 'Taxi <taxi@taxi.test>' }
  server = await openTestServer({ now: clock.now, config })
  outbox = carryLetters(server.parts)
})
after(async () => {
  await outbox.stop()
  await server.close()
  await mail.close()
})

let lastAddress = 0
const newAddress = () => `10.4.0.${++lastAddress}`
const ask = (email: string, address = newAddress()) =>
  clientFrom(server.url, address).call('askEmailCode', { body: { email } })
const verify = (challenge_id: string, code: string, address = newAddress()) =>
  clientFrom(server.url, address).call('emailSignIn', { body: { challenge_id, code } })
const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? ''
const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
async function asked(locale = 'ru') {
  const { email } = await buildPerson(server.parts.db, { locale })
  const { challenge_id } = await ask(email)
  const letter = await mail.letterTo(email)
  return { email, challenge_id, letter, code: codeIn(letter.text) }
}

test('whether codes can be mailed is told before anybody asks', async t => {
  const without = await openTestServer()
  t.after(() => without.close())

  assert.deepEqual((await server.client().call('hello')).ways, { telegram: false, email: true })
  assert.deepEqual((await without.client().call('hello')).ways, { telegram: false, email: false })
  await refused(without.client().call('askEmailCode', { body: { email: 'a@b.test' } }), 'auth.way-off')
  await refused(without.client().call('telegramSignIn', { body: { init_data: 'a=b' } }), 'auth.way-off')
})

test('the code comes in the person’s language, with blanks typed into it or not', async () => {
  const russian = await asked('ru')
  const english = await asked('en')

  assert.match(russian.letter.text, /Ваш код входа: \d{6}/)
  assert.match(english.letter.text, /Your sign-in code: \d{6}/)
  await verify(english.challenge_id, ` ${english.code.slice(0, 3)} ${english.code.slice(3)}`)
})

test('the answer for an address nobody has is the same, and no letter leaves', async () => {
  const { email: disabled } = await buildPerson(server.parts.db, { disabled_at: clock.now() })
  const before = mail.letters.length
  const known = await ask((await buildPerson(server.parts.db)).email)

  for (const email of ['nobody@taxi.test', disabled, 'not an address', '']) {
    const answer = await ask(email)
    assert.deepEqual(Object.keys(answer), Object.keys(known))
    assert.equal(answer.expires_at, known.expires_at)
    await refused(verify(answer.challenge_id, '123456'), 'auth.wrong')
  }
  await new Promise(resolve => setTimeout(resolve, 100))
  assert.equal(mail.letters.length, before + 1)
})

test('an e-mail is known in any case, and its letter goes to the address of the account', async () => {
  const { email } = await buildPerson(server.parts.db)

  await ask(` ${email.toUpperCase()} `)

  assert.deepEqual((await mail.letterTo(email)).to, [email])
})

test('a code works for ten minutes', async () => {
  const inTime = await asked()
  const late = await asked()

  clock.pass({ minutes: 9, seconds: 59 })
  await verify(inTime.challenge_id, inTime.code)
  clock.pass({ seconds: 1 })
  await refused(verify(late.challenge_id, late.code), 'auth.code-spent')
})

test('five wrong tries, from wherever, burn a code', async () => {
  const { challenge_id, code } = await asked()

  for (let tries = 0; tries < 5; tries++) await refused(verify(challenge_id, another(code)), 'auth.wrong')

  await refused(verify(challenge_id, code), 'auth.code-spent')
})

test('a hundred guesses at the same instant are five', async () => {
  const { challenge_id, code } = await asked()

  const guesses = Array.from({ length: 100 }, (_, n) => verify(challenge_id, another(code), `10.5.0.${n + 1}`))
  const codes = (await Promise.allSettled(guesses)).map(result => result.status === 'rejected' && result.reason.code)

  assert.equal(codes.filter(code => code === 'auth.wrong').length, 5)
  assert.equal(codes.filter(code => code === 'auth.code-spent').length, 95)
})

test('a code opens its own challenge and no other', async () => {
  const [anna, boris] = [await asked(), await asked()]

  await refused(verify(anna.challenge_id, boris.code), 'auth.wrong')
  await refused(verify(crypto.randomUUID(), anna.code), 'auth.code-spent')
})

test('nobody’s mailbox is filled: three letters in ten minutes, whoever asks, then a rest', async () => {
  const { email } = await buildPerson(server.parts.db)
  for (let letters = 0; letters < 3; letters++) await ask(email)

  for (const address of [email, email.toUpperCase()])
    assert.equal((await refused(ask(address), 'auth.resting')).details.seconds, '600')
  for (let letters = 0; letters < 3; letters++) await ask('nobody-either@taxi.test')
  await refused(ask('nobody-either@taxi.test'), 'auth.resting')
  clock.pass({ minutes: 10 })
  await ask(email)
})

test('nobody asks for the whole company from one address', async () => {
  const address = newAddress()
  for (let n = 0; n < 20; n++) await ask(`person-${n}@taxi.test`, address)

  await refused(ask('person-20@taxi.test', address), 'auth.resting')
})

test('who got another address meanwhile does not come in with a code sent to the old one', async () => {
  const { email, challenge_id, code } = await asked()
  await server.parts.db.people.update({ where: { email }, data: { email: `new-${email}` } })

  await refused(verify(challenge_id, code), 'auth.wrong')
})

test('a mail server that is away is nobody’s answer', async t => {
  const away = await openTestServer({ config: { SMTP_HOST: '127.0.0.1', SMTP_PORT: 1 } })
  t.after(() => away.close())
  const { email } = await buildPerson(away.parts.db)

  const answer = await away.client().call('askEmailCode', { body: { email } })

  assert.ok(answer.challenge_id)
})

test('codes are stored nowhere as they are', async () => {
  const { db } = server.parts
  const { email, challenge_id, code } = await asked()
  const row = await db.email_codes.findUniqueOrThrow({ where: { id: challenge_id } })
  const letter = () => db.deliveries.findFirstOrThrow({ where: { email }, omit: { seq: true } })
  await until('the letter is noted as sent', async () => (await letter()).state === 'sent')

  assert.ok(!JSON.stringify(row).includes(code))
  assert.match(row.code_hash, /^[0-9a-f]{64}$/)
  assert.equal((await letter()).secret_encrypted, null)
})

test('a code whose letter still waits lies sealed, reaches its person later, and is wiped when it is of no use any more', async () => {
  const { db } = server.parts
  const waits = async () => {
    const { email } = await buildPerson(db)
    mail.refuses.set(email, 450)
    await ask(email)
    const letter = () => db.deliveries.findFirstOrThrow({ where: { email }, omit: { seq: true } })
    await until('the mail server put it off', async () => (await letter()).last_error !== null)
    return { email, letter }
  }
  const [later, never] = [await waits(), await waits()]
  assert.match((await later.letter()).secret_encrypted ?? '', /^v2\./)

  mail.refuses.delete(later.email)
  clock.pass({ seconds: 10 })
  const { text } = await mail.letterTo(later.email)
  await until('the letter is noted as sent', async () => (await later.letter()).state === 'sent')
  clock.pass({ minutes: 10 })
  await cleanUpSpent(server.parts)

  assert.match(codeIn(text), /^\d{6}$/)
  assert.equal((await later.letter()).secret_encrypted, null)
  assert.equal((await never.letter()).secret_encrypted, null)
})
