import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { bookSlot } from '../../actions/book-slot.ts'
import { cancelBooking } from '../../actions/cancel-booking.ts'
import { giveBookedSeats } from '../../actions/give-booked-seats.ts'
import { remindOfBookings } from '../../actions/remind-of-bookings.ts'
import { personOf } from '../../db/read/person.ts'
import { wallTimeOf } from '../../domain/booking-time.ts'
import { createTelegram, type Telegram } from '../../outside/telegram.ts'
import { type BotApi, startBotApi } from '../../testing/bot-api.ts'
import { buildPerson, buildSlot } from '../../testing/build.ts'
import { type DumpWorld, openDumpWorld } from '../../testing/dump-world.ts'
import { workOnDelivery } from './deliveries-loop.ts'
import { endDueSessions } from './tick.ts'

const ZONE = 'Europe/Moscow'
const MINUTE = 60_000
let api: BotApi
let world: DumpWorld
let telegram: Telegram
let nextUser = 70_000
/** A Monday, noon in Moscow; it stands still between the steps. */
let clock = Date.parse('2026-11-23T09:00:00Z')

before(async () => {
  api = await startBotApi()
  const settings = { TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_BASE: api.url, COMPANY_TIMEZONE: ZONE }
  world = await openDumpWorld(settings, { now: () => new Date(clock) })
  telegram = createTelegram(world.parts.config)
})
after(async () => {
  await world.close()
  await api.close()
})

// Bookings begin at full five minutes.
beforeEach(() => {
  clock = Math.ceil(clock / (5 * MINUTE)) * 5 * MINUTE
})

/** Somebody with Telegram who has booked an hour of Gemini so many minutes from now. */
async function booked({ locale = 'ru', minutes = 30 } = {}) {
  const user = nextUser++
  api.meet(user)
  const person = await buildPerson(world.db, { telegram_id: BigInt(user), locale })
  const slot = await buildSlot(world.db, { name: 'Gemini' })
  const time = wallTimeOf(new Date(clock + minutes * MINUTE), ZONE)
  const wanted = { ...time, slotId: slot.id, minutes: 60, weeks: 1 }
  const { ids } = await bookSlot(world.parts, { person: personOf(person), wanted })
  return { user, person, slot, id: ids[0] ?? '' }
}
const pass = (minutes: number) => {
  clock += minutes * MINUTE
}
async function sendAll() {
  for (let second = 0; second < 3; second++, clock += 1_100)
    while (await workOnDelivery(world.parts, telegram, 'test'));
  clock = Math.floor(clock / MINUTE) * MINUTE
}
const wordsFor = (user: number) => api.chat(user).map(message => message.text.split('\n')[0])

test('a quarter of an hour before, the person is reminded once, in their language', async () => {
  const [russian, english] = [await booked(), await booked({ locale: 'en' })]

  pass(14)
  await remindOfBookings(world.parts)
  await sendAll()
  assert.deepEqual(wordsFor(russian.user), [])
  pass(1)
  await Promise.all([1, 2, 3].map(() => remindOfBookings(world.parts)))
  pass(1)
  await remindOfBookings(world.parts)
  await sendAll()

  assert.deepEqual(wordsFor(russian.user), ['Gemini: ваша бронь начнётся через 14 мин, до 13:30.'])
  assert.deepEqual(wordsFor(english.user), ['Gemini: your booking begins in 14 min and lasts until 13:30.'])
})

test('who has booked a moment ago, or has cancelled since, is not reminded', async () => {
  const [soon, gone] = [await booked({ minutes: 10 }), await booked({ minutes: 30 })]
  pass(15)
  await remindOfBookings(world.parts)
  await cancelBooking(world.parts, { person: personOf(gone.person), bookingId: gone.id, series: false })

  await sendAll()

  assert.deepEqual([wordsFor(soon.user), wordsFor(gone.user)], [[], []])
})

test('at the hour the seat is theirs, and who does not come hears of that too', async () => {
  const { user, id } = await booked({ minutes: 10, locale: 'en' })
  pass(10)
  await giveBookedSeats(world.parts)
  await sendAll()
  const until = wallTimeOf(new Date(clock + 60 * MINUTE), ZONE).startTime
  const given = `Your booking: Gemini is yours until ${until}. Open the desk within 10 minutes, or the slot goes to those who wait.`
  assert.deepEqual(wordsFor(user), [given])

  await world.db.sessions.updateMany({ where: { booking_id: id }, data: { phases: { machine: 1, browser: 2 } } })
  pass(10)
  await endDueSessions(world.parts)
  await sendAll()

  assert.deepEqual(wordsFor(user), [given, 'Gemini: you did not come within 10 minutes, the booking is given up.'])
})

test('a message about a seat that its person has found already is not sent any more', async () => {
  const { user, id } = await booked({ minutes: 10 })
  pass(10)
  await giveBookedSeats(world.parts)
  await world.db.bookings.update({ where: { id }, data: { status: 'kept' } })

  await sendAll()

  assert.deepEqual(wordsFor(user), [])
})
