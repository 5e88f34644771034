import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page, Worker } from 'playwright-core'
import { offerTurns } from '../server/src/actions/offer-turns.ts'
import { buildDump, buildPerson, buildSession, buildSlot } from '../server/src/testing/build.ts'
import { openPopupBrowser, type PopupBrowser } from '../server/src/testing/popup-browser.ts'
import { type Guest, openTestServer, type TestServer } from '../server/src/testing/test-server.ts'
import { until } from '../server/src/testing/until.ts'

let server: TestServer
let browser: PopupBrowser
let popup: Page
let background: Worker
let olga: { id: string }
let vera: Guest

before(async () => {
  server = await openTestServer()
  const { db } = server.parts
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  const person = await buildPerson(db, { name: 'Olga', email: 'olga@taxi.test', locale: 'en' })
  olga = person
  vera = await server.signIn(await buildPerson(db, { name: 'Vera' }))
  const anna = await buildPerson(db, { name: 'Anna' })
  for (const id of ['ppx-1', 'ppx-2']) {
    const slot = await buildSlot(db, { id, name: id, service: 'perplexity', service_name: 'Perplexity' })
    await buildSession(db, { person: anna, slot })
  }
  browser = await openPopupBrowser()
  popup = await browser.openSignedIn(server.url, person.email)
  background = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'))
})
after(async () => {
  await browser?.close()
  await server?.close()
})

const card = (slotId: string) => popup.locator(`[data-slot="${slotId}"]`)
const turn = (slotId: string) => popup.locator(`[data-turn="${slotId}"]`)
const notices = () => background.evaluate<string[]>('chrome.notifications.getAll().then(Object.keys)')
const badge = () => background.evaluate<string>('chrome.action.getBadgeText({})')

/** The holder has gone and the seat is clean; whoever is first in line is asked. */
async function free(slotId: string) {
  await server.parts.change(async tx => {
    const now = new Date()
    const data = { state: 'ended', ended_at: now, end_reason: 'manual', freed_at: now }
    const session = await tx.sessions.findFirstOrThrow({ where: { slot_id: slotId, ended_at: null } })
    await tx.sessions.update({ where: { id: session.id }, data })
    await buildDump(tx, session, 'kept')
    await tx.announce({ about: 'slot', id: slotId })
  })
  await offerTurns(server.parts)
}

test('q on a card joins its line, and the card tells one’s own place; leaving is one press', async () => {
  await card('ppx-1').getByRole('button', { name: 'Queue: ppx-1' }).focus()
  await popup.keyboard.press('q')
  await card('ppx-1').getByText('you are next').waitFor()

  await card('ppx-1').getByRole('button', { name: 'Leave' }).click()
  await card('ppx-1').getByRole('button', { name: 'Queue' }).waitFor()
})

test('one place waits for any slot of the service', async () => {
  await popup.getByRole('button', { name: 'Queue for any' }).click()
  await popup.locator('[data-place="perplexity"]').getByText('any: you are next').waitFor()
  await card('ppx-2').getByText('you are next').waitFor()
})

test('a turn lies on top with its seconds, and goes when it is passed on', async () => {
  await vera.client.call('joinQueue', { params: { id: 'ppx-2' } })
  await free('ppx-2')
  await turn('ppx-2').getByRole('timer').waitFor()
  await until('no notification', async () => (await notices()).length === 1)
  assert.equal(await badge(), '!')

  await turn('ppx-2').getByRole('button', { name: 'Pass' }).click()
  await turn('ppx-2').waitFor({ state: 'detached' })
  await until('the notification stayed', async () => (await notices()).length === 0)
  await until('the badge stayed', async () => (await badge()) === '')
})

test('with the popup closed, a notification tells the turn, and its button takes it', async () => {
  await card('ppx-1').getByRole('button', { name: 'Queue' }).click()
  await card('ppx-1').getByText('you are next').waitFor()
  // Extensions live on without a page of theirs, the test's browser does not.
  await popup.goto('about:blank')
  await free('ppx-1')
  await until('no notification', async () => (await notices()).length === 1)

  const opening = browser.context.waitForEvent('page')
  const [id] = await notices()
  await background.evaluate(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(id)}, 0)`)

  assert.match((await opening).url(), /\/desk\/[0-9a-f-]{36}#p=/)
  const taken = await server.parts.db.sessions.findFirstOrThrow({ where: { slot_id: 'ppx-1', ended_at: null } })
  assert.equal(taken.person_id, olga.id)
  await until('the notification stayed', async () => (await notices()).length === 0)
})
