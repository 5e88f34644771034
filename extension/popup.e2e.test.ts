import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { buildPerson, buildSlot, PASSWORD } from '../server/src/testing/build.ts'
import { openPopupBrowser, type PopupBrowser } from '../server/src/testing/popup-browser.ts'
import { openTestServer, type TestServer } from '../server/src/testing/test-server.ts'

let server: TestServer
let browser: PopupBrowser
let popup: Page
let anna: { id: string }
const olga = { email: 'olga@taxi.test', name: 'Olga', locale: 'en' }

before(async () => {
  server = await openTestServer()
  const { db } = server.parts
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  await buildPerson(db, olga)
  anna = await buildPerson(db, { name: 'Anna' })
  await buildSlot(db, { id: 'demo-1', name: 'Practice' })
  await buildSlot(db, { id: 'ppx-1', name: 'Perplexity Max 1', service: 'perplexity', service_name: 'Perplexity' })
  browser = await openPopupBrowser()
  popup = await browser.openPopup()
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const card = (slotId: string, state?: string) =>
  popup.locator(`[data-slot="${slotId}"]${state ? `[data-state="${state}"]` : ''}`)
const stored = (area: 'local' | 'session') =>
  popup.evaluate<string>(`globalThis.chrome.storage.${area}.get(null).then(values => JSON.stringify(values))`)

test('the popup asks for the server first and says what is wrong with an address', async () => {
  await popup.getByLabel('Server address').fill('what is it')
  await popup.getByRole('button', { name: 'Connect' }).click()
  await popup.getByText('This is not a web address').waitFor()

  await popup.getByLabel('Server address').fill('http://127.0.0.1:9')
  await popup.getByRole('button', { name: 'Connect' }).click()
  await popup.getByText('127.0.0.1:9 does not answer').waitFor()
  await popup.getByRole('button', { name: 'Allow 127.0.0.1:9' }).waitFor()
})

test('a Taxi server is found without any permission of the browser', async () => {
  await popup.getByLabel('Server address').fill(server.url)
  await popup.getByRole('button', { name: 'Connect' }).click()
  await popup.getByRole('heading', { name: 'Sign in' }).waitFor()

  const granted = await popup.evaluate<string>(
    'globalThis.chrome.permissions.getAll().then(all => String(all.origins))',
  )
  assert.equal(granted, '')
})

test('a wrong password is refused in words, the right one opens the board', async () => {
  await popup.getByLabel('E-mail').fill(olga.email)
  await popup.getByLabel('Password').fill('something else')
  await popup.getByRole('button', { name: 'Sign in' }).click()
  await popup.getByText('The name, the password or the code is wrong.').waitFor()

  await popup.getByLabel('Password').fill(PASSWORD)
  await popup.getByRole('button', { name: 'Sign in' }).click()
  await card('demo-1', 'free').waitFor()
  await popup.locator('[data-line="online"]').waitFor()
})

test('what somebody else takes is shown at once, with who and why not', async () => {
  const guest = await server.signIn(anna)
  await guest.client.call('occupy', { params: { id: 'ppx-1' } })

  await card('ppx-1', 'busy').getByText('Anna', { exact: true }).waitFor()
  const queue = card('ppx-1').getByRole('button', { name: 'Queue' })
  assert.match((await queue.getAttribute('title')) ?? '', /^Anna has it until/)
  assert.equal(await card('ppx-1').getByRole('button', { name: 'Take' }).count(), 0)
})

test('taking a slot opens its desk in a tab, and the session moves to the top', async () => {
  const opening = browser.context.waitForEvent('page')
  await card('demo-1').getByRole('button', { name: 'Take' }).click()
  const desk = await opening

  assert.match(desk.url(), /\/desk\/[0-9a-f-]{36}#p=/)
  await desk.close()
  await popup.getByRole('region', { name: 'Your session: Practice' }).waitFor()
  assert.equal(await card('demo-1').count(), 1)
})

test('the badge on the icon counts the minutes that are left', async () => {
  let badge = ''
  for (let tries = 0; tries < 50 && !badge; tries++) {
    badge = await popup.evaluate<string>('globalThis.chrome.action.getBadgeText({})')
    await wait(100)
  }
  assert.match(badge, /^1(19|20)$/)
})

test('what is kept on the disk is the board, never a token', async () => {
  const [onDisk, inMemory] = [await stored('local'), await stored('session')]

  assert.match(onDisk, /Perplexity Max 1/)
  assert.doesNotMatch(onDisk, /token/)
  assert.match(inMemory, /refresh_token/)
})

test('the keyboard is enough: slash searches, arrows move', async () => {
  const taking = popup.locator('[data-card-main]')
  await taking.first().focus()
  await popup.keyboard.press('ArrowDown')
  assert.equal(await card('ppx-1').getByRole('button', { name: 'Queue' }).evaluate(isFocused), true)

  await popup.keyboard.press('/')
  await popup.keyboard.type('nothing of that kind')
  await popup.getByText('Nothing is called').waitFor()
  await popup.getByRole('button', { name: 'Show every slot' }).click()
  await card('ppx-1').waitFor()
})

const isFocused = (element: unknown) =>
  element === (globalThis as { document?: { activeElement: unknown } }).document?.activeElement

test('releasing asks once, then the slot is given back', async () => {
  await popup.getByRole('button', { name: 'Release' }).click()
  await popup.getByRole('dialog').getByRole('button', { name: 'Release' }).click()

  await popup.getByText('Released. What you made is on its way to you.').waitFor()
  await card('demo-1', 'closing').waitFor()
})

test('how far what was made is is seen as it moves, and it is read in the portal', async () => {
  const { db, change } = server.parts
  const { id } = await db.dumps.findFirstOrThrow({ orderBy: { created_at: 'desc' } })
  const told = (data: Parameters<typeof db.dumps.update>[0]['data']) =>
    change(async tx => {
      await tx.dumps.update({ where: { id }, data })
      await tx.announce({ about: 'dump', id })
    })
  const dump = popup.getByRole('region', { name: 'Last dumps' })
  await told({ state: 'pulling', progress: { stage: 'collecting', done: 3, total: 5 } })
  await dump.getByText('Collecting, 3 of 5').waitFor()
  assert.equal(await dump.getByRole('progressbar').getAttribute('aria-valuenow'), '46')

  const part = { name: 'index.html', bytes: 2_048, sha256: 'x' }
  await told({ state: 'kept', progress: { set: null }, parts: [part], bytes: 2_048 })
  await dump.getByText('Ready to download · 2 KB').waitFor()
  const opening = browser.context.waitForEvent('page')
  await dump.getByRole('button', { name: 'Read' }).click()
  const room = await opening
  assert.equal(room.url(), `${server.url}/app/dumps/${id}`)
  await room.close()
})

test('opened while the server is away, the popup shows what it last knew and says what is wrong', async () => {
  await browser.context.setOffline(true)
  const later = await browser.openPopup()

  await later.locator('[data-slot="ppx-1"]').waitFor()
  await later.locator('[data-line="offline"]').getByText('The server does not answer').waitFor()
  await browser.context.setOffline(false)
  await later.getByRole('button', { name: 'Try again' }).click()
  await later.locator('[data-line="online"]').waitFor()
  await later.close()
})

test('language and appearance change at once and travel with the profile', async () => {
  await popup.getByRole('button', { name: 'Your menu' }).click()
  await popup.getByRole('menuitemradio', { name: 'Русский' }).click()
  await popup.getByRole('button', { name: 'Ваше меню' }).click()
  await popup.getByRole('menuitemradio', { name: 'Тёмное' }).click()

  assert.equal(await popup.locator('html').getAttribute('data-theme'), 'dark')
  const inDatabase = () => server.parts.db.people.findUniqueOrThrow({ where: { email: olga.email } })
  for (let tries = 0; tries < 50 && (await inDatabase()).theme !== 'dark'; tries++) await wait(100)
  const { locale, theme } = await inDatabase()
  assert.deepEqual({ locale, theme }, { locale: 'ru', theme: 'dark' })
})

test('signing out leaves nothing of the person behind', async () => {
  await popup.getByRole('button', { name: 'Ваше меню' }).click()
  await popup.getByRole('menuitem', { name: 'Выйти' }).click()

  await popup.getByRole('heading', { name: 'Вход' }).waitFor()
  assert.equal(await stored('session'), '{}')
  assert.doesNotMatch(await stored('local'), /Perplexity/)
})
