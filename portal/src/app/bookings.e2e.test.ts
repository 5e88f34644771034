import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { buildSlot } from '../../../server/src/testing/build.ts'
import { type CompanyWorld, openCompanyWorld } from '../../../server/src/testing/company-world.ts'
import type { Guest } from '../../../server/src/testing/test-server.ts'

const ZONE = 'Europe/Berlin'
let world: CompanyWorld
let page: Page
let anna: Guest

before(async () => {
  world = await openCompanyWorld({ config: { COMPANY_TIMEZONE: ZONE } })
  anna = await world.guest('Anna')
  for (const number of [1, 2])
    await buildSlot(world.db, {
      id: `ppx-${number}`,
      name: `Perplexity ${number}`,
      service: 'perplexity',
      service_name: 'Perplexity',
    })
  ;({ page } = await world.portal({ room: 'calendar', timezoneId: ZONE }))
  await page.getByRole('combobox', { name: 'Slot' }).selectOption('ppx-1')
})
after(() => world?.close())

/** The company's date so many days from today. */
function day(ahead: number): string {
  const today = new Date().toLocaleDateString('en-CA', { timeZone: ZONE })
  return new Date(Date.parse(today) + ahead * 86_400_000).toISOString().slice(0, 10)
}
const book = (guest: Guest, ahead: number, start_time: string) =>
  guest.client.call('book', { body: { slot_id: 'ppx-1', date: day(ahead), start_time, duration_min: 60 } })

const dialog = () => page.getByRole('dialog')
const column = (ahead: number) => page.locator(`[data-day="${day(ahead)}"]`)
const own = () => page.locator('[data-own-booking]')

/** Presses at one hour of a day, goes to another, and lets go. */
async function drag(ahead: number, from: number, to: number) {
  await page.locator('[data-week]').evaluate(
    (week, hour) => {
      const frame = week as unknown as { scrollTop: number; scrollHeight: number }
      frame.scrollTop = (frame.scrollHeight * (hour - 1)) / 24
    },
    Math.min(from, to),
  )
  const box = await column(ahead).boundingBox()
  assert.ok(box)
  const y = (hour: number) => box.y + (box.height * hour) / 24
  await page.mouse.move(box.x + box.width / 2, y(from) + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, y((from + to) / 2))
  await page.mouse.move(box.x + box.width / 2, y(to) - 2)
  await page.mouse.up()
}

test('what is dragged over is booked', async () => {
  await drag(1, 10, 11.5)
  assert.equal(await dialog().getByLabel('Start').inputValue(), '10:00')
  assert.equal(await dialog().getByLabel('Length').inputValue(), '90')
  await dialog().getByRole('button', { name: 'Book' }).click()

  await page.getByText(/Perplexity 1 is booked for you: .*, 10:00–11:30/).waitFor()
  await column(1).getByRole('button', { name: 'Perplexity 1, You, 10:00–11:30' }).waitFor()
  await own().getByText('10:00–11:30').waitFor()
})

test('what somebody else books appears at once, and cannot be dragged over', async () => {
  await book(anna, 1, '13:00')
  await column(1).getByRole('button', { name: 'Perplexity 1, Anna, 13:00–14:00' }).waitFor()

  await drag(1, 12, 15)
  assert.equal(await dialog().getByLabel('Length').inputValue(), '60')
  await dialog().getByRole('button', { name: 'Cancel' }).click()
})

test('a time that is taken is refused with the nearest free ones; one press books one', async () => {
  await drag(1, 12, 13)
  await dialog().getByLabel('Start').fill('13:30')
  await dialog().getByRole('button', { name: 'Book' }).click()
  await dialog().getByRole('alert').getByText('Anna').waitFor()

  const times = dialog().locator('[data-suggestions]').getByRole('button')
  await times.first().waitFor()
  const before = await own().count()
  await times.first().click()
  await dialog().waitFor({ state: 'detached' })
  await own().nth(before).waitFor()
})

test('the keys are enough: arrows choose, Enter books', async () => {
  await page.locator('[data-week]').focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'PageUp', 'PageUp', 'PageUp'])
    await page.keyboard.press(key)
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
  await page.locator('[data-choice]').waitFor()
  await page.keyboard.press('Enter')
  assert.equal(await dialog().getByLabel('Length').inputValue(), '90')

  const before = await own().count()
  await dialog().getByLabel('Start').press('Enter')
  await own().nth(before).waitFor()
})

test('a weekly repetition names the weeks that are not free, and those that follow', async () => {
  await book(anna, 11, '17:00')
  await drag(4, 17, 18)
  await dialog().getByLabel('Repeat').selectOption('4')
  await dialog().getByRole('button', { name: 'Book' }).click()

  await dialog()
    .locator(`[data-skipped="${day(11)}"]`)
    .getByText('Anna')
    .waitFor()
  await dialog().getByText('2 more weeks follow by themselves').waitFor()
  await dialog().getByRole('button', { name: 'Close' }).click()
  await own().getByText('weekly').waitFor()
})

test('a booking is cancelled after one question, and the time is free again', async () => {
  await own()
    .filter({ hasText: 'weekly' })
    .getByRole('button', { name: /^Cancel Perplexity 1/ })
    .click()
  await dialog().getByLabel('Cancel the later weeks of this repetition too').check()
  await dialog().getByRole('button', { name: 'Cancel the booking' }).click()

  await page.getByText('The booking and its later weeks are cancelled.').waitFor()
  await column(4).getByRole('button').waitFor({ state: 'detached' })
  assert.equal(await world.db.bookings.count({ where: { status: 'cancelled' } }), 1)
})

test('a booking in the week opens, and can be cancelled there', async () => {
  const block = column(1).getByRole('button', { name: 'Perplexity 1, You, 10:00–11:30' })
  await block.click()
  await dialog().getByText('Booked by you').waitFor()
  await dialog().getByRole('button', { name: 'Cancel the booking' }).click()
  await dialog().getByRole('button', { name: 'Cancel the booking' }).click()

  await block.waitFor({ state: 'detached' })
})

test('with all slots shown, what is dragged over takes one that is free then', async () => {
  await page.getByRole('combobox', { name: 'Slot' }).selectOption('')
  await drag(1, 12, 14)

  assert.equal(await dialog().getByLabel('Slot').inputValue(), 'ppx-2')
  await dialog().getByRole('button', { name: 'Cancel' }).click()
})

test('later days are one press away, and the address keeps them', async () => {
  await page.getByRole('button', { name: 'Later days' }).click()
  await column(11).getByRole('button', { name: 'Perplexity 1, Anna, 17:00–18:00' }).waitFor()
  assert.match(page.url(), new RegExp(`from=${day(7)}`))

  await page.getByRole('button', { name: 'Today', exact: true }).click()
  await column(0).waitFor()
})

test('the bookings can be read by a calendar program, until the address is renewed', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Olga' }).click()
  await page.getByRole('button', { name: 'Show the address' }).click()
  const old = await page.getByLabel('Secret address').inputValue()
  assert.match(await (await world.server.fetch(new URL(old).pathname)).text(), /BEGIN:VCALENDAR[\s\S]*Perplexity 1/)

  await page.getByRole('button', { name: 'New address' }).click()
  await dialog().getByRole('button', { name: 'New address' }).click()
  await page.getByText('The address is new.').waitFor()
  assert.equal((await world.server.fetch(new URL(old).pathname)).status, 404)
})
