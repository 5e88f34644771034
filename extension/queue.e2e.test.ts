import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page, Worker } from 'playwright-core'
import { buildSession, buildSlot } from '../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../server/src/testing/company-world.ts'
import type { Guest } from '../server/src/testing/test-server.ts'
import { until } from '../server/src/testing/until.ts'

let world: CompanyWorld
let popup: Page
let background: Worker
let vera: Guest

before(async () => {
  world = await openCompanyWorld()
  const { db } = world
  vera = await world.guest('Vera')
  const anna = await world.guest('Anna')
  for (const id of ['ppx-1', 'ppx-2']) {
    const slot = await buildSlot(db, { id, name: id, service: 'perplexity', service_name: 'Perplexity' })
    await buildSession(db, { person: anna.person, slot })
  }
  ;({ popup, background } = await world.popup())
})
after(() => world?.close())

const card = (slotId: string) => popup.locator(`[data-slot="${slotId}"]`)
const turn = (slotId: string) => popup.locator(`[data-turn="${slotId}"]`)
const notices = () => background.evaluate<string[]>('chrome.notifications.getAll().then(Object.keys)')
const badge = () => background.evaluate<string>('chrome.action.getBadgeText({})')

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
  await world.free('ppx-2')
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
  await world.free('ppx-1')
  await until('no notification', async () => (await notices()).length === 1)

  const opening = popup.context().waitForEvent('page')
  const [id] = await notices()
  await background.evaluate(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(id)}, 0)`)

  assert.match((await opening).url(), /\/desk\/[0-9a-f-]{36}#p=/)
  const taken = await world.db.sessions.findFirstOrThrow({ where: { slot_id: 'ppx-1', ended_at: null } })
  assert.equal(taken.person_id, world.olga.id)
  await until('the notification stayed', async () => (await notices()).length === 0)
})
