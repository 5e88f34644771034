import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { offerFirstAdmin } from '../../../server/src/actions/offer-first-admin.ts'
import { buildPerson, PASSWORD } from '../../../server/src/testing/build.ts'
import { openPortalTabs, type PortalTabs, typeSignIn } from '../../../server/src/testing/portal-tabs.ts'
import { setUpSecondFactor } from '../../../server/src/testing/second-factor.ts'
import { openTestServer, type TestServer } from '../../../server/src/testing/test-server.ts'

let server: TestServer
let tabs: PortalTabs
let boss: Page
let codes: string[] = []
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (page: Page) => page.getByRole('dialog')

before(async () => {
  server = await openTestServer()
  tabs = await openPortalTabs()
  boss = await tabs.openTab()
})
after(async () => {
  await tabs?.close()
  await server?.close()
})

test('the first administrator is offered a second factor at once, and keeps the recovery codes as a file', async () => {
  const link = await offerFirstAdmin(server.parts)
  assert.ok(link)
  await boss.goto(server.url + new URL(link).pathname + new URL(link).hash)
  await boss.getByLabel('Your name').fill('Olga')
  await boss.getByLabel('E-mail').fill('olga@taxi.test')
  await boss.getByLabel('Choose a password').fill(PASSWORD)
  await button(boss, 'Create and sign in').click()
  const secret = ((await boss.locator('[data-key]').textContent()) ?? '').replaceAll(' ', '')
  await boss.getByLabel('Code from the authenticator').fill('000000')
  await button(boss, 'Turn on').click()
  await boss.getByText('This code does not fit.').waitFor()
  await boss.getByLabel('Code from the authenticator').fill(generateSync({ secret }))
  await button(boss, 'Turn on').click()

  await boss.locator('[data-code]').first().waitFor()
  codes = await boss.locator('[data-code]').allTextContents()
  const [saved] = await Promise.all([boss.waitForEvent('download'), button(boss, 'Download').click()])
  const text = readFileSync(await saved.path(), 'utf8')
  assert.match(text, /olga@taxi\.test/)
  for (const code of codes) assert.ok(text.includes(code))
  await button(boss, 'I have kept them').click()
  await boss.getByRole('navigation').getByRole('link', { name: 'People', exact: true }).click()
  await boss.locator('[data-person="olga@taxi.test"]').waitFor()
})

test('recovery codes are renewed with one of the old ones, and counted', async () => {
  await boss.getByRole('navigation').getByRole('link', { name: 'Olga' }).click()
  await boss.getByText('10 recovery codes left').waitFor()
  await button(boss, 'New recovery codes').click()
  await inDialog(boss).getByLabel('Code from the authenticator, or a recovery code').fill('000000')
  await button(boss, 'New recovery codes').last().click()
  await inDialog(boss).getByRole('alert').waitFor()
  await inDialog(boss)
    .getByLabel('Code from the authenticator, or a recovery code')
    .fill(codes[0] ?? '')
  await button(boss, 'New recovery codes').last().click()

  await boss.locator('[data-code]').first().waitFor()
  const fresh = await boss.locator('[data-code]').allTextContents()
  assert.equal(fresh.length, 10)
  assert.ok(!fresh.some(code => codes.includes(code)))
  codes = fresh
  await button(boss, 'I have kept them').click()
  await boss.locator('[data-code]').first().waitFor({ state: 'detached' })
})

test('an administrator sees where somebody is signed in, ends it all, and resets a lost second factor', async () => {
  const vera = await buildPerson(server.parts.db, { name: 'Vera', email: 'vera@taxi.test', locale: 'en' })
  await setUpSecondFactor((await server.signIn(vera)).client)
  await boss.getByRole('navigation').getByRole('link', { name: 'People', exact: true }).click()
  const row = boss.locator('[data-person="vera@taxi.test"]')
  await row.getByRole('button', { name: 'Sign-ins' }).click()
  await inDialog(boss).locator('[data-sign-in]').waitFor()
  await button(boss, 'Sign out everywhere').click()
  await inDialog(boss).getByText('Signed in nowhere.').waitFor()
  await button(boss, 'Reset two-step sign-in').click()
  await button(boss, 'Reset two-step sign-in').last().click()
  await boss.getByText('Two-step sign-in of Vera is off.').waitFor()
  await inDialog(boss).getByRole('button', { name: 'Close' }).click()

  const page = await tabs.openTab()
  await page.goto(`${server.url}/app/`)
  await typeSignIn(page, vera.email)
  await page.getByRole('heading', { name: 'Board' }).waitFor()
})

test('an invitation is the way out of a forgotten password, but not past the second factor', async () => {
  const ivan = await buildPerson(server.parts.db, { name: 'Ivan', email: 'ivan@taxi.test', locale: 'en' })
  const { recoveryCodes } = await setUpSecondFactor((await server.signIn(ivan)).client)
  await boss.reload()
  await boss.locator('[data-person="ivan@taxi.test"]').getByRole('button', { name: 'New invitation' }).click()
  const link = new URL(await boss.getByLabel(/Send this link/).inputValue())
  await inDialog(boss).getByRole('button', { name: 'Close' }).click()
  const page = await tabs.openTab()
  await page.goto(server.url + link.pathname + link.hash)
  await page.getByLabel('Choose a password').fill('another quiet cab')
  await button(page, 'Save and sign in').click()
  await button(page, 'The phone is not at hand').click()
  await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
  await button(page, 'Sign in').click()

  await page.getByRole('heading', { name: 'Get the extension' }).waitFor()
})

test('switched off with a code, the rooms of administrators close again', async () => {
  await boss.getByRole('navigation').getByRole('link', { name: 'Olga' }).click()
  await button(boss, 'Turn off').click()
  await inDialog(boss)
    .getByLabel('Code from the authenticator, or a recovery code')
    .fill(codes[1] ?? '')
  await inDialog(boss).getByRole('button', { name: 'Turn off' }).click()
  await boss.getByText('Two-step sign-in is off.').waitFor()
  await boss.getByRole('navigation').getByRole('link', { name: 'Slots', exact: true }).click()

  await boss.getByText('This room wants a second factor').waitFor()
})
