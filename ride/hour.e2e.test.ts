import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, createClient } from '@taxi/contract/client.ts'
import type { Page } from 'playwright-core'
import { openPopupBrowser, type PopupBrowser } from '../server/src/testing/popup-browser.ts'
import { invited, PASSWORD } from './invited.ts'
import { pressEnter, typeKeys } from './keyboard.ts'
import { linkTelegram } from './link-telegram.ts'
import { sitDown, sitDownAgain } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

const PHONE = 5_550_002
const MINUTE = 60_000
const demo = { params: { id: 'demo-1' } }

let world: World
let browser: PopupBrowser
before(async () => {
  world = await openWorld({ COMPANY_TIMEZONE: 'UTC' }, { clocked: true })
  browser = await openPopupBrowser()
})
after(async () => {
  await browser?.close()
  await world?.close()
})

/** Tokens do not live as long as these hours. */
async function anew(name: string): Promise<Client> {
  const body = { email: `${name.toLowerCase()}@example.com`, password: PASSWORD }
  const { token } = await createClient({ base: world.url }).call('signIn', { body })
  return createClient({ base: world.url, token: () => token })
}

/** Signs in at the popup and stands in line; then the popup is closed. */
async function queueInPopup(name: string): Promise<void> {
  const popup = await browser.openPopup()
  await popup.getByLabel(/server/i).fill(world.url)
  await popup.getByRole('button', { name: /connect|continue/i }).click()
  await popup.getByLabel(/e-?mail/i).fill(`${name.toLowerCase()}@example.com`)
  await popup.getByLabel(/password/i).fill(PASSWORD)
  await popup.getByRole('button', { name: /sign in/i }).click()
  const card = popup.locator('[data-slot="demo-1"]')
  await card.getByRole('button', { name: /^(queue|в очередь)/i }).click()
  await card.getByText(/you are next|вы на очереди/).waitFor()
  // Extensions live on without a page of theirs, the test's browser does not.
  await popup.goto('about:blank')
}

/** Presses Take on the desktop notification; the desk that opens, with its first picture. */
async function takeFromNotification(): Promise<Page> {
  const [background] = browser.context.serviceWorkers()
  if (!background) throw new Error('the popup has no background')
  const [notice] = await until('the notification', async () => {
    const shown = await background.evaluate<string[]>('chrome.notifications.getAll().then(Object.keys)')
    return shown.length > 0 && shown
  })
  const opening = browser.context.waitForEvent('page')
  await background.evaluate(`chrome.notifications.onButtonClicked.dispatch(${JSON.stringify(notice)}, 0)`)
  const desk = await opening
  await desk.setViewportSize({ width: 1280, height: 860 })
  await desk.locator('html[data-desk="live"]').waitFor({ timeout: 30_000 })
  return desk
}

async function type(desk: Page, text: string): Promise<void> {
  const keys = await browser.context.newCDPSession(desk)
  await typeKeys(keys, text)
  await pressEnter(keys)
  await keys.detach()
}

/** The minutes that Telegram named: how long until the booking ends the turn. */
const warned = () =>
  world.botApi
    .chat(PHONE)
    .flatMap(message => /через (\d+) мин начнётся бронь/.exec(message.text ?? '')?.[1] ?? [])
    .map(Number)

test('one waits, is notified, takes and sits; warned at ten and five, they make room for who has booked the time after', async () => {
  const anna = await world.asAdmin()
  const boris = await invited(world, anna, 'Boris')
  const vera = await invited(world, anna, 'Vera')
  await linkTelegram(world, boris, PHONE)
  const seat = await sitDown(world, anna)
  await queueInPopup('Boris')
  // Far enough for all warnings, and so near that nobody counts as idle.
  const from = new Date(Math.ceil((Date.now() + 14 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE)
  const [date = '', time = ''] = from.toISOString().split('T')
  const wish = { slot_id: 'demo-1', date, start_time: time.slice(0, 5), duration_min: 30 }
  const { bookings } = await vera.call('book', { body: wish })

  await anna.call('release', demo)
  const desk = await takeFromNotification()
  await seat.desk.closed
  await type(desk, 'a question by Boris')
  const left = () => (from.getTime() - Date.now()) / MINUTE

  world.pass(left() - 9.9)
  await until('the warning at ten minutes', async () => warned().length === 1)
  await type(desk, 'still here')
  world.pass(4.9)
  await until('the warning at five minutes', async () => warned().length === 2)
  world.pass(5)
  const his = await anew('Boris')
  const ended = await until('Boris’s turn is over', async () => {
    const [session] = await his.call('sessions')
    return session?.ended_at ? session : null
  })
  const hers = await anew('Vera')
  const given = await until('Vera has the seat', async () => {
    const [session] = await hers.call('sessions')
    return session?.phases.signed_in === undefined ? null : session
  })
  await sitDownAgain(world, hers, given.id)

  // Told a moment after the mark.
  const [first = 0, second = 0] = warned()
  assert.ok(first >= 8 && first <= 10 && second >= 3 && second <= 5, `${first} and ${second}`)
  assert.equal(ended.end_reason, 'booking_due')
  assert.equal(given.booking_id, bookings[0]?.id)
  assert.equal(given.ends_at, bookings[0]?.ends_at)
  const [booking] = await hers.call('bookings')
  assert.equal(booking?.status, 'kept')
  await desk.locator('html[data-desk="ended"]').waitFor()
})
