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
let anna: Guest
let vera: Guest

before(async () => {
  world = await openCompanyWorld()
  const { db, olga } = world
  const holder = await world.guest('Anna')
  anna = holder
  vera = await world.guest('Vera')
  const last_input_at = new Date()
  const ppx = await buildSlot(db, {
    id: 'ppx-1',
    name: 'Perplexity',
    service: 'perplexity',
    service_name: 'Perplexity',
  })
  await buildSession(db, { person: holder.person, slot: ppx, last_input_at })
  for (const id of ['gem-1', 'gem-2']) {
    const slot = await buildSlot(db, { id, name: id, service: 'gemini', service_name: 'Gemini' })
    await buildSession(db, { person: olga, slot, last_input_at })
  }
  ;({ popup, background } = await world.popup())
})
after(() => world?.close())

const card = (page: Page) => page.locator('[data-slot="ppx-1"]')
const asked = (slotId: string) => popup.locator(`[data-ask="${slotId}"]`)
const session = (slotId: string) =>
  world.db.sessions.findFirstOrThrow({ where: { slot_id: slotId }, orderBy: { started_at: 'desc' } })
const notices = () => background.evaluate<string[]>('chrome.notifications.getAll().then(Object.keys)')

test('a busy slot is asked for from its card, and what the holder answers is told', async () => {
  await card(popup).getByRole('button', { name: 'More' }).click()
  await popup.getByRole('menuitem', { name: 'Ask for it…' }).click()
  const dialog = popup.getByRole('dialog', { name: 'Ask Anna for Perplexity?' })
  await dialog.getByText('30 min').click()
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await card(popup).getByText('You asked Anna').waitFor()
  await card(popup).getByText('you are next').waitFor()

  const { asks } = await anna.client.call('asks')
  assert.deepEqual(
    asks.map(({ minutes, from, state }) => ({ minutes, from: from.name, state })),
    [{ minutes: 30, from: 'Olga', state: 'open' }],
  )
  await anna.client.call('answerAsk', { params: { id: asks[0]?.id ?? '' }, body: { answer: 'no' } })
  await popup.getByText('Anna still needs Perplexity. You stay in line.').waitFor()
  await card(popup).getByText('You asked Anna').waitFor({ state: 'detached' })
})

test('who asked just now learns when to ask again, and what to do meanwhile', async () => {
  await card(popup).getByRole('button', { name: 'More' }).click()
  await popup.getByRole('menuitem', { name: 'Ask for it…' }).click()
  await popup.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()

  const told = popup.getByRole('alert')
  await told.getByText(/^You asked just now\. Ask again at/).waitFor()
  await told.getByText('Your place in line stays yours.').waitFor()
  await told.getByRole('button', { name: 'Close' }).click()
})

test('a request lies on top of the holder’s popup, and is answered there', async () => {
  await vera.client.call('ask', { params: { id: 'gem-1' }, body: { minutes: 20 } })
  await asked('gem-1').getByText('Vera asks you').waitFor()
  await asked('gem-1').getByText('gem-1, for 20').waitFor()
  await asked('gem-1').getByRole('timer').waitFor()

  await asked('gem-1').getByRole('button', { name: 'In 5' }).click()
  await asked('gem-1').waitFor({ state: 'detached' })
  await popup.getByText('Your session ends in five minutes.').waitFor()
  const left = (await session('gem-1')).ends_at.getTime() - Date.now()
  assert.ok(left > 4 * 60_000 && left <= 5 * 60_000, `${left} ms left`)
})

test('with the popup closed, a notification asks, and its button releases the slot', async () => {
  await until('the notification of the answered request stayed', async () => (await notices()).length === 0)
  // Extensions live on without a page of theirs, the test's browser does not.
  await popup.goto('about:blank')
  await vera.client.call('ask', { params: { id: 'gem-2' } })
  await until('no notification', async () => (await notices()).length === 1)

  const [id] = await notices()
  assert.match(id ?? '', /^ask:/)
  await background.evaluate(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(id)}, 0)`)
  await until('the session goes on', async () => (await session('gem-2')).end_reason === 'manual')
  await until('the notification stayed', async () => (await notices()).length === 0)
})
