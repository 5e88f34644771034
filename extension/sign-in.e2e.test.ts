import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildPerson, buildSlot, PASSWORD } from '../server/src/testing/build.ts'
import { carryLetters } from '../server/src/testing/carry-letters.ts'
import { type MailServer, startMailServer } from '../server/src/testing/mail-server.ts'
import { openPopupBrowser, type PopupBrowser } from '../server/src/testing/popup-browser.ts'
import { type SecondFactor, setUpSecondFactor } from '../server/src/testing/second-factor.ts'
import { openTestServer, type TestServer } from '../server/src/testing/test-server.ts'

let server: TestServer
let mail: MailServer
let browser: PopupBrowser
let factor: SecondFactor
let outbox: ReturnType<typeof carryLetters>
const olga = { email: 'olga@taxi.test', name: 'Olga', locale: 'en' }

before(async () => {
  mail = await startMailServer()
  server = await openTestServer({ config: { SMTP_HOST: '127.0.0.1', SMTP_PORT: mail.port } })
  outbox = carryLetters(server.parts)
  const { db } = server.parts
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  await buildSlot(db, { id: 'demo-1', name: 'Practice' })
  factor = await setUpSecondFactor((await server.signIn(await buildPerson(db, olga))).client)
  browser = await openPopupBrowser()
})
after(async () => {
  await browser?.close()
  await outbox?.stop()
  await server?.close()
  await mail?.close()
})

const button = (popup: Page, name: string) => popup.getByRole('button', { name, exact: true })
const secondHalf = async (popup: Page, recoveryCode: string | undefined) => {
  await button(popup, 'The phone is not at hand').click()
  await popup.getByLabel('Recovery code').fill(recoveryCode ?? '')
  await button(popup, 'Sign in').click()
  await popup.locator('[data-slot="demo-1"]').waitFor()
}

test('the popup signs in with a mailed code, though looking at the mail closed it', async () => {
  const first = await browser.openPopup()
  await first.getByLabel('Server address').fill(server.url)
  await button(first, 'Connect').click()
  await button(first, 'Send a code to my e-mail').click()
  await first.getByLabel('E-mail').fill(olga.email)
  await button(first, 'Send the code').click()
  await first.getByLabel('Code from the e-mail').waitFor()
  await first.close()

  const later = await browser.openPopup()
  const code = /\b\d{6}\b/.exec((await mail.letterTo(olga.email)).text)?.[0] ?? ''
  await later.getByLabel('Code from the e-mail').fill(code)
  await button(later, 'Sign in').click()
  await secondHalf(later, factor.recoveryCodes[0])
  const kept = await later.evaluate<string>('chrome.storage.session.get(null).then(all => Object.keys(all).join())')
  assert.doesNotMatch(kept, /mailed/)

  await button(later, 'Your menu').click()
  await later.getByRole('menuitem', { name: 'Sign out' }).click()
  await later.close()
})

test('the popup asks for the second factor, and rests after too many guesses', async () => {
  const popup = await browser.openPopup()
  await popup.getByLabel('E-mail').fill(olga.email)
  await popup.getByLabel('Password').fill(PASSWORD)
  await button(popup, 'Sign in').click()
  for (let tries = 0; tries < 3; tries++) {
    await popup.getByLabel('Code from the authenticator').fill(`00000${tries}`)
    await button(popup, 'Sign in').click()
    await popup.getByText('The code does not fit.').waitFor()
  }
  await button(popup, 'Sign in').click()

  await popup.getByText('A pause after too many attempts').waitFor()
  await popup.getByText(/You can try again in [45]:\d\d/).waitFor()
})
