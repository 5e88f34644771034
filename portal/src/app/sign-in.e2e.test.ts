import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildPerson, buildSlot } from '../../../server/src/testing/build.ts'
import { carryLetters } from '../../../server/src/testing/carry-letters.ts'
import { type MailServer, startMailServer } from '../../../server/src/testing/mail-server.ts'
import { openPortalTabs, type PortalTabs, typeSignIn } from '../../../server/src/testing/portal-tabs.ts'
import { type SecondFactor, setUpSecondFactor } from '../../../server/src/testing/second-factor.ts'
import { widgetData } from '../../../server/src/testing/telegram-said.ts'
import { openTestServer, type TestServer } from '../../../server/src/testing/test-server.ts'

const TOKEN = '7000001:stand-in-token-of-nobody-at-all-xxxx'
let server: TestServer
let mail: MailServer
let tabs: PortalTabs
let factor: SecondFactor
let outbox: ReturnType<typeof carryLetters>
const anna = { name: 'Anna', email: 'anna@taxi.test', locale: 'en', telegram_id: 41n }
const vera = { name: 'Vera', email: 'vera@taxi.test', locale: 'en' }

before(async () => {
  mail = await startMailServer()
  server = await openTestServer({
    config: { TELEGRAM_BOT_TOKEN: TOKEN, SMTP_HOST: '127.0.0.1', SMTP_PORT: mail.port },
  })
  outbox = carryLetters(server.parts)
  Object.assign(server.parts, { bot: { username: 'taxi_bot' } })
  const { db } = server.parts
  await buildSlot(db, { id: 'demo-1', name: 'Practice' })
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  await buildPerson(db, anna)
  const { client } = await server.signIn(await buildPerson(db, vera))
  factor = await setUpSecondFactor(client)
  tabs = await openPortalTabs()
})
after(async () => {
  await tabs?.close()
  await outbox?.stop()
  await server?.close()
  await mail?.close()
})

async function openPortal(path = '/app/'): Promise<Page> {
  const page = await tabs.openTab()
  await page.goto(server.url + path)
  return page
}
const onBoard = (page: Page) => page.locator('[data-slot="demo-1"]').waitFor()
const mailedCode = async (email: string) => /\b\d{6}\b/.exec((await mail.letterTo(email)).text)?.[0] ?? ''

test('a mailed code signs in without a password', async () => {
  const page = await openPortal()
  await page.getByRole('button', { name: 'Send a code to my e-mail' }).click()
  await page.getByLabel('E-mail').fill(anna.email)
  await page.getByRole('button', { name: 'Send the code' }).click()
  await page.getByLabel('Code from the e-mail').fill('000 000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Code from the e-mail').fill(await mailedCode(anna.email))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await onBoard(page)
})

test('for an address nobody has the page says the same', async () => {
  const page = await openPortal()
  await page.getByRole('button', { name: 'Send a code to my e-mail' }).click()
  await page.getByLabel('E-mail').fill('nobody@taxi.test')
  await page.getByRole('button', { name: 'Send the code' }).click()

  await page.getByText('If nobody@taxi.test has an account here').waitFor()
})

test('when the phone is not at hand, a recovery code is the second half of a sign-in', async () => {
  const page = await openPortal()
  await typeSignIn(page, vera.email)
  await page.getByLabel('Code from the authenticator').fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('The code does not fit.').waitFor()
  await page.getByRole('button', { name: 'The phone is not at hand' }).click()
  await page.getByLabel('Recovery code').fill(factor.recoveryCodes[0] ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await onBoard(page)
})

test('after too many wrong passwords the page explains itself and counts down', async () => {
  const page = await openPortal()
  for (let tries = 0; tries < 3; tries++) {
    await typeSignIn(page, 'guessed@taxi.test', 'a guess')
    await page.getByText('The name, the password or the code is wrong.').waitFor()
  }
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()

  await page.getByText('A pause after too many attempts').waitFor()
  await page.getByText(/You can try again in [45]:\d\d/).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Sign in', exact: true }).count(), 0)
  // Whoever only mistyped the address goes on.
  await typeSignIn(page, anna.email)
  await onBoard(page)
})

test('Telegram is asked on its own page, and what it confirmed signs in without a trace in the address', async () => {
  const start = await openPortal()
  const href = await start.getByRole('link', { name: 'Sign in with Telegram' }).getAttribute('href')
  const asked = new URL(href ?? '')
  assert.equal(asked.origin, 'https://oauth.telegram.org')
  assert.equal(asked.searchParams.get('bot_id'), '7000001')
  assert.equal(asked.searchParams.get('return_to'), `${server.url}/app/telegram`)

  const said = Buffer.from(JSON.stringify(widgetData(TOKEN, { id: 41 }))).toString('base64url')
  const back = await openPortal(`/app/telegram#tgAuthResult=${said}`)
  await onBoard(back)
  assert.equal(new URL(back.url()).hash, '')
})

test('a Telegram nobody linked is told what to do', async () => {
  const said = Buffer.from(JSON.stringify(widgetData(TOKEN, { id: 999 }))).toString('base64url')
  const page = await openPortal(`/app/telegram#tgAuthResult=${said}`)

  await page.getByText('This Telegram is linked to nobody.').waitFor()
  await page.getByRole('link', { name: 'Sign in another way' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('a link shows whom it signs in, asks, wants the second factor too, and works once', async () => {
  const { db } = server.parts
  const { id } = await db.people.findUniqueOrThrow({ where: { email: vera.email } })
  const { client } = await server.signIn({ id })
  const { url } = await client.call('signInLink')
  const path = new URL(url).pathname + new URL(url).hash
  const page = await openPortal(path)
  await page.getByText(vera.email).waitFor()
  assert.equal(new URL(page.url()).hash, '')
  await page.getByRole('button', { name: 'Sign in as Vera' }).click()
  await page.getByRole('button', { name: 'The phone is not at hand' }).click()
  await page.getByLabel('Recovery code').fill(factor.recoveryCodes[1] ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await onBoard(page)

  const again = await openPortal(path)
  await again.getByText('This link has been used or is too old.').waitFor()
})

test('one’s sign-ins are listed, and one of them is ended from another', async () => {
  const { email } = await buildPerson(server.parts.db, { name: 'Ivan', locale: 'en' })
  const there = await openPortal()
  await typeSignIn(there, email)
  await onBoard(there)
  const here = await openPortal('/app/profile')
  await typeSignIn(here, email)
  const rows = here.locator('[data-sign-in]')
  await rows.first().waitFor()
  await here.locator('[data-sign-in]', { hasText: 'here' }).waitFor()

  for (let left = await rows.count(); left > 1; left--) {
    await rows.getByRole('button', { name: 'End' }).first().click()
    await rows.nth(left - 1).waitFor({ state: 'detached' })
  }

  await there.getByRole('heading', { name: 'Sign in' }).waitFor()
  await here.getByRole('button', { name: 'Sign in elsewhere' }).click()
  assert.match(await here.getByLabel('Link').inputValue(), /\/app\/link#t=/)
})
