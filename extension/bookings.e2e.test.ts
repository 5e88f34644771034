import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSlot } from '../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../server/src/testing/company-world.ts'
import type { Guest } from '../server/src/testing/test-server.ts'

const DAY_MS = 86_400_000
let world: CompanyWorld
let popup: Page
let anna: Guest

before(async () => {
  world = await openCompanyWorld({ config: { COMPANY_TIMEZONE: 'UTC' } })
  anna = await world.guest('Anna')
  for (const number of [1, 2]) {
    const id = `ppx-${number}`
    await buildSlot(world.db, { id, name: `Perplexity ${number}`, service: 'perplexity', service_name: 'Perplexity' })
  }
  ;({ popup } = await world.popup())
})
after(() => world?.close())

const card = (slotId: string) => popup.locator(`[data-slot="${slotId}"]`)
const sheet = () => popup.getByRole('dialog')
const inMinutes = (minutes: number) => new Date(Math.ceil(Date.now() / 300_000) * 300_000 + minutes * 60_000)
const day = (instant: Date) => instant.toISOString().slice(0, 10)
const clock = (instant: Date) => instant.toISOString().slice(11, 16)
const book = (guest: Guest, slot_id: string, at: Date) =>
  guest.client.call('book', { body: { slot_id, date: day(at), start_time: clock(at), duration_min: 60 } })

test('a slot somebody booked can be had until then, and its card says so', async () => {
  await book(anna, 'ppx-1', inMinutes(40))

  await card('ppx-1')
    .getByText(/^· for \d\d.min$/)
    .waitFor()
  await card('ppx-1')
    .getByText(/^From .* booked by Anna$/)
    .waitFor()
})

test('b on a card opens its week with a free hour chosen, and Enter books it', async () => {
  await card('ppx-2').getByRole('button', { name: 'Take' }).focus()
  await popup.keyboard.press('b')
  await sheet().getByRole('heading', { name: 'Book Perplexity 2' }).waitFor()
  await sheet().locator('[data-choice]').waitFor()
  await popup.keyboard.press('ArrowRight')
  await popup.keyboard.press('Enter')

  await popup.getByText(/Perplexity 2 is booked for you: /).waitFor()
  await card('ppx-2')
    .getByText(/^Your booking: /)
    .waitFor()
})

test('in the popup too, a refusal brings free times that are booked with one press', async () => {
  const tomorrow = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS + 10 * 3_600_000)
  await book(anna, 'ppx-1', tomorrow)
  await card('ppx-1').getByRole('button', { name: 'More: Perplexity 1' }).click()
  await popup.getByRole('menuitem', { name: 'Book…' }).click()
  await sheet().getByLabel('Day', { exact: true }).selectOption(day(tomorrow))
  await sheet().getByLabel('Start').fill('1030')
  await sheet().getByRole('button', { name: 'Book' }).click()

  await sheet().getByRole('alert').getByText('Anna').waitFor()
  const first = sheet().locator('[data-suggestions]').getByRole('button').first()
  await first.waitFor()
  assert.ok(await first.evaluate(isInSight))
  await first.click()
  await popup.getByText(/Perplexity 1 is booked for you: /).waitFor()
  await sheet().waitFor({ state: 'detached' })
})

test('when somebody is faster, the chosen time stays, and the refusal names them', async () => {
  await card('ppx-2').getByRole('button', { name: 'Take' }).focus()
  await popup.keyboard.press('b')
  const [date, start_time] = [
    await sheet().getByLabel('Day', { exact: true }).inputValue(),
    await sheet().getByLabel('Start').inputValue(),
  ]
  await book(anna, 'ppx-2', new Date(`${date}T${start_time}Z`))
  await sheet()
    .getByRole('button', { name: /^Perplexity 2, Anna/ })
    .first()
    .waitFor()
  assert.equal(await sheet().getByLabel('Start').inputValue(), start_time)

  await popup.keyboard.press('Enter')
  await sheet().getByRole('alert').getByText('Anna').waitFor()
  await sheet().locator('[data-suggestions]').waitFor()
  await sheet().getByRole('button', { name: 'Cancel' }).click()
})

test('a time that is no time is not sent', async () => {
  await card('ppx-1').getByRole('button', { name: 'Take' }).focus()
  await popup.keyboard.press('b')
  await sheet().getByLabel('Start').fill('25:00')
  await sheet().getByRole('button', { name: 'Book' }).click()

  assert.equal(await sheet().getByLabel('Start').evaluate(complaint), 'Type the time like 15:30.')
  await popup.keyboard.press('Escape')
  await popup.keyboard.press('Escape')
  await sheet().waitFor({ state: 'detached' })
})

const isInSight = (element: unknown) => {
  const { top, bottom } = (
    element as { getBoundingClientRect(): { top: number; bottom: number } }
  ).getBoundingClientRect()
  return top >= 0 && bottom <= 600
}
const complaint = (element: unknown) => (element as { validationMessage: string }).validationMessage
