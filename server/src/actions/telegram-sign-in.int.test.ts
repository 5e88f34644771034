import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { miniAppData, widgetData } from '../testing/telegram-said.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const TOKEN = '7000001:stand-in-token-of-nobody-at-all-xxxx'
const clock = fakeClock()
let server: TestServer
before(async () => {
  server = await openTestServer({ now: clock.now, config: { TELEGRAM_BOT_TOKEN: TOKEN } })
})
after(() => server.close())

let lastId = 51_000
async function linked() {
  const telegram_id = BigInt(++lastId)
  const person = await buildPerson(server.parts.db, { telegram_id })
  return { person, widget: (at = clock.now()) => widgetData(TOKEN, { id: Number(telegram_id), at }) }
}
const signIn = (body: { widget?: Record<string, string | number>; init_data?: string }) =>
  server.client().call('telegramSignIn', { body })

test('a Telegram nobody linked is told what to do next', async () => {
  const no = await refused(
    signIn({ widget: widgetData(TOKEN, { id: ++lastId, at: clock.now() }) }),
    'auth.telegram-unknown',
  )

  assert.match(no.message, /link it under «Profile»/)
})

test('five minutes after Telegram confirmed somebody it is too late', async () => {
  const [early, late] = [(await linked()).widget(), (await linked()).widget()]

  clock.pass({ minutes: 5 })
  await signIn({ widget: early })
  clock.pass({ seconds: 1 })
  await refused(signIn({ widget: late }), 'auth.telegram-wrong')
})

test('what was confirmed for one kind is not used again as the other', async () => {
  const { widget } = await linked()
  const once = widget()
  await signIn({ widget: once })

  await refused(signIn({ widget: Object.fromEntries(Object.entries(once).reverse()) }), 'auth.telegram-wrong')
})

test('both kinds at once, or neither, is no request', async () => {
  const { widget } = await linked()

  await refused(signIn({ widget: widget(), init_data: miniAppData(TOKEN, { id: 1 }) }), 'request.invalid')
  await refused(signIn({}), 'request.invalid')
})

test('whoever unlinked their Telegram does not come in with it', async () => {
  const { person, widget } = await linked()
  const before = widget()
  const { client } = await server.signIn(person)
  await client.call('telegramUnlink')

  await refused(signIn({ widget: before }), 'auth.telegram-unknown')
})

test('forging is counted for whom it claims to be, from where it comes', async () => {
  const { widget } = await linked()
  const forged = { ...widget(), hash: 'a'.repeat(64) }

  for (let tries = 0; tries < 3; tries++) await refused(signIn({ widget: forged }), 'auth.telegram-wrong')
  await refused(signIn({ widget: forged }), 'auth.resting')
})
