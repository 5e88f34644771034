import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Client } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'
import type { RefusalCode } from '@taxi/contract/refusals.ts'
import type { SignInWay } from '@taxi/contract/safety.ts'
import { makeLink } from '../db/write/make-link.ts'
import type { Loop } from '../entrypoints/jobs/loop.ts'
import { buildPerson, PASSWORD } from '../testing/build.ts'
import { carryLetters } from '../testing/carry-letters.ts'
import { clientFrom } from '../testing/client-from.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { type MailServer, startMailServer } from '../testing/mail-server.ts'
import { refused } from '../testing/refused.ts'
import { setUpSecondFactor } from '../testing/second-factor.ts'
import { miniAppData, widgetData } from '../testing/telegram-said.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const TOKEN = '7000001:stand-in-token-of-nobody-at-all-xxxx'
const clock = fakeClock()
let server: TestServer
let mail: MailServer
let outbox: Loop
before(async () => {
  mail = await startMailServer()
  server = await openTestServer({
    now: clock.now,
    config: { TELEGRAM_BOT_TOKEN: TOKEN, SMTP_HOST: '127.0.0.1', SMTP_PORT: mail.port },
  })
  outbox = carryLetters(server.parts)
})
after(async () => {
  await outbox.stop()
  await server.close()
  await mail.close()
})

type Person = Awaited<ReturnType<typeof buildPerson>>
/** Tries the same proof again, with or without a code of the second factor. */
type Try = (totp_code?: string) => Promise<SignedIn>
interface Way {
  way: SignInWay
  /** A fresh proof of this person's. */
  proof: (client: Client, person: Person) => Promise<Try>
  /** What the proof is answered with when it was used; null: it is good again and again. */
  used: RefusalCode | null
  /** What a person who was disabled after the proof was made hears. */
  disabled: RefusalCode
}

let telegramId = 41_000
const links = (kind: 'sign_in' | 'invitation', person: Person) =>
  server.parts.change(tx => makeLink(tx, { kind, personId: person.id, now: clock.now(), ms: 600_000 }))
async function linked(person: Person): Promise<number> {
  telegramId += 1
  await server.parts.db.people.update({ where: { id: person.id }, data: { telegram_id: telegramId } })
  return telegramId
}

const ways: Record<string, Way> = {
  password: {
    way: 'password',
    used: null,
    disabled: 'auth.wrong',
    proof:
      async (client, { email }) =>
      totp_code =>
        client.call('signIn', { body: { email, password: PASSWORD, totp_code } }),
  },
  'the Login Widget of Telegram': {
    way: 'telegram',
    used: 'auth.telegram-wrong',
    disabled: 'auth.telegram-unknown',
    async proof(client, person) {
      const widget = widgetData(TOKEN, { id: await linked(person), at: clock.now() })
      return totp_code => client.call('telegramSignIn', { body: { widget, totp_code } })
    },
  },
  'a Mini App of Telegram': {
    way: 'telegram',
    used: 'auth.telegram-wrong',
    disabled: 'auth.telegram-unknown',
    async proof(client, person) {
      const init_data = miniAppData(TOKEN, { id: await linked(person), at: clock.now() })
      return totp_code => client.call('telegramSignIn', { body: { init_data, totp_code } })
    },
  },
  'a mailed code': {
    way: 'email',
    used: 'auth.code-spent',
    disabled: 'auth.wrong',
    async proof(client, { email }) {
      const { challenge_id } = await client.call('askEmailCode', { body: { email } })
      const code = /\b\d{6}\b/.exec((await mail.letterTo(email)).text)?.[0] ?? ''
      return totp_code => client.call('emailSignIn', { body: { challenge_id, code, totp_code } })
    },
  },
  'a link': {
    way: 'link',
    used: 'auth.link-spent',
    disabled: 'auth.link-spent',
    async proof(client, person) {
      const { token } = await links('sign_in', person)
      return totp_code => client.call('linkSignIn', { body: { token, totp_code } })
    },
  },
  'an invitation': {
    way: 'invitation',
    used: 'auth.link-spent',
    disabled: 'auth.link-spent',
    async proof(client, person) {
      const { token } = await links('invitation', person)
      return totp_code => client.call('acceptInvitation', { body: { token, password: 'another quiet cab', totp_code } })
    },
  },
}

let lastAddress = 0
/** Somebody at an address of their own: nobody else's attempts count for them. */
async function somebody() {
  const person = await buildPerson(server.parts.db)
  const address = `10.1.0.${++lastAddress}`
  return { person, address, client: clientFrom(server.url, address) }
}
async function withFactor() {
  const who = await somebody()
  const factor = await setUpSecondFactor((await server.signIn(who.person)).client, clock.now())
  clock.pass({ minutes: 1 })
  return { ...who, code: () => factor.codeAt(clock.now()), recoveryCode: factor.recoveryCodes[0] ?? '' }
}

for (const [name, { way, proof, used, disabled }] of Object.entries(ways)) {
  test(`${name} signs in, which is written down, in the log too, and a used proof is refused`, async () => {
    const { db } = server.parts
    const { person, client, address } = await somebody()
    const attempt = await proof(client, person)

    const signedIn = await attempt()

    assert.equal(signedIn.user.id, person.id)
    const [signIn] = await server.client(signedIn.token).call('signIns')
    assert.deepEqual([signIn?.way, signIn?.address, signIn?.current], [way, address, true])
    const logged = await db.audit.findFirst({ where: { action: 'sign-in', actor_id: person.id } })
    assert.deepEqual(logged?.after, { way, second_factor: null })
    if (used) await refused(attempt(), used)
    else await attempt()
  })

  test(`${name} alone is half a sign-in when a second factor is set up; the proof stays good for the other half`, async () => {
    const { person, client, code } = await withFactor()
    const attempt = await proof(client, person)

    const half = await refused(attempt(), 'auth.totp-required')
    assert.deepEqual(Object.keys(half.details), [])
    await refused(attempt('000000'), 'auth.wrong')
    const signedIn = await attempt(code())

    assert.equal(signedIn.user.id, person.id)
  })

  test(`${name} goes with a recovery code as well`, async () => {
    const { person, client, recoveryCode } = await withFactor()

    const { token } = await (await proof(client, person))(recoveryCode.toLowerCase().replaceAll('-', ' '))

    assert.equal((await server.client(token).call('me')).recovery_codes_left, 9)
    await refused((await proof(client, person))(recoveryCode), 'auth.wrong')
  })

  test(`${name} lets nobody in who is disabled`, async () => {
    const { person, client } = await somebody()
    const attempt = await proof(client, person)
    await server.parts.db.people.update({ where: { id: person.id }, data: { disabled_at: clock.now() } })

    await refused(attempt(), disabled)
  })

  test(`${name} that is used twice at the same instant lets in once`, async () => {
    const { person, client } = await somebody()
    const attempt = await proof(client, person)

    const both = await Promise.allSettled([attempt(), attempt()])

    assert.equal(both.filter(result => result.status === 'fulfilled').length, used ? 1 : 2)
  })
}

test('twenty identical codes at the same instant, from as many addresses, are one sign-in', async () => {
  const { person, code } = await withFactor()
  const body = { email: person.email, password: PASSWORD, totp_code: code() }

  const all = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => clientFrom(server.url, `10.2.0.${n + 1}`).call('signIn', { body })),
  )

  assert.equal(all.filter(result => result.status === 'fulfilled').length, 1)
  const refusals = all.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []))
  assert.deepEqual(new Set(refusals), new Set(['auth.wrong']))
})

test('twenty times the same recovery code at the same instant are one sign-in', async () => {
  const { person, recoveryCode } = await withFactor()
  const body = { email: person.email, password: PASSWORD, totp_code: recoveryCode }

  const all = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => clientFrom(server.url, `10.3.0.${n + 1}`).call('signIn', { body })),
  )

  assert.equal(all.filter(result => result.status === 'fulfilled').length, 1)
})

test('a second factor whose secret is lost is no open door', async () => {
  const { person, client } = await somebody()
  await server.parts.db.people.update({ where: { id: person.id }, data: { totp_confirmed_at: clock.now() } })
  const attempt = await ways.password?.proof(client, person)

  await refused(attempt?.() ?? Promise.resolve(), 'auth.totp-required')
  await refused(attempt?.('000000') ?? Promise.resolve(), 'auth.wrong')
})
