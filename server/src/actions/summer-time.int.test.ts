import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type BookingWorld, openBookingWorld } from '../testing/booking-world.ts'
import { buildSlot } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'

const worlds: BookingWorld[] = []
after(() => Promise.all(worlds.map(world => world.server.close())))

/** A company in Berlin, at this instant, with a slot and somebody who has Telegram. */
async function berlin(start: string) {
  const world = await openBookingWorld({ start: new Date(start), zone: 'Europe/Berlin' })
  worlds.push(world)
  const slot = await buildSlot(world.db)
  const anna = await world.guest('Anna')
  await world.db.people.update({ where: { id: anna.person.id }, data: { telegram_id: BigInt(7300 + worlds.length) } })
  const book = (date: string, start_time: string, weeks = 1) =>
    anna.client.call('book', { body: { slot_id: slot.id, date, start_time, duration_min: 60, weeks } })
  return { ...world, slot, anna, bookAt: book }
}

test('spring: a booking in the hour that does not exist begins an hour later by the clock, is reminded of and given once', async () => {
  const { bookAt, pass, sessionOf, told, anna, clock } = await berlin('2027-03-28T00:00:00Z')

  const { bookings } = await bookAt('2027-03-28', '02:30')
  const [booking] = bookings
  assert.ok(booking)

  assert.deepEqual([booking.starts_at, booking.start_time], ['2027-03-28T01:30:00.000Z', '02:30'])
  await refused(bookAt('2027-03-28', '03:00'), 'slot.booked')
  for (let minute = 0; minute < 89; minute++) await pass(1)
  assert.equal(await sessionOf(booking), null)
  await pass(1)
  assert.equal((await sessionOf(booking))?.started_at.getTime(), clock.now().getTime())
  assert.deepEqual(await told(anna.person.id), ['booking:reminder', 'booking:given'])
})

test('autumn: a booking in the hour that comes twice is its first, and the second hour is free', async () => {
  const { bookAt, pass, sessionOf, told, anna, guest, slot } = await berlin('2026-10-24T23:00:00Z')

  const { bookings } = await bookAt('2026-10-25', '02:00')
  const [booking] = bookings
  assert.ok(booking)

  assert.deepEqual([booking.starts_at, booking.ends_at], ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'])
  const boris = await guest('Boris')
  const after = { slot_id: slot.id, date: '2026-10-25', start_time: '03:00', duration_min: 60 }
  assert.equal((await boris.client.call('book', { body: after })).bookings[0]?.starts_at, '2026-10-25T02:00:00.000Z')
  for (let minute = 0; minute < 60; minute++) await pass(1)
  assert.ok(await sessionOf(booking))
  assert.deepEqual(await told(anna.person.id), ['booking:reminder', 'booking:given'])
})

test('a weekly booking keeps its time of day over the change, and the calendar’s days its length', async () => {
  const { bookAt, anna } = await berlin('2027-03-22T08:00:00Z')

  const { bookings } = await bookAt('2027-03-24', '10:00', 2)

  assert.deepEqual(
    bookings.map(({ starts_at, start_time }) => [starts_at, start_time]),
    [
      ['2027-03-24T09:00:00.000Z', '10:00'],
      ['2027-03-31T08:00:00.000Z', '10:00'],
    ],
  )
  const week = await anna.client.call('bookingCalendar', { query: { from: '2027-03-22' } })
  const hours = week.days.map(({ starts_at, ends_at }) => (Date.parse(ends_at) - Date.parse(starts_at)) / 3_600_000)
  assert.deepEqual(hours, [24, 24, 24, 24, 24, 24, 23])
})
