import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { weeksLater } from '../domain/booking-time.ts'
import { type BookingWorld, openBookingWorld } from '../testing/booking-world.ts'
import { buildSlot } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'
import { continueSeries } from './continue-series.ts'

let world: BookingWorld
before(async () => {
  world = await openBookingWorld()
})
after(() => world.server.close())
beforeEach(() => world.empty())

const DAY_MINUTES = 24 * 60
const datesOf = async (personId: string) => {
  const rows = await world.db.bookings.findMany({
    where: { person_id: personId, status: 'active' },
    orderBy: { starts_at: 'asc' },
  })
  return rows.map(row => row.date.toISOString().slice(0, 10))
}

test('a weekly wish books the weeks in reach, names those that conflict, and says how many follow', async () => {
  const { guest, db, wish, book } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  const body = wish(slot, 60)
  await book(boris, slot, 60 + 7 * DAY_MINUTES)

  const booked = await anna.client.call('book', { body: { ...body, weeks: 5 } })

  assert.deepEqual(
    booked.bookings.map(({ date, start_time }) => [date, start_time]),
    [
      [body.date, body.start_time],
      [weeksLater(body.date, 2), body.start_time],
    ],
  )
  assert.equal(new Set(booked.bookings.map(({ series_id }) => series_id)).size, 1)
  const [skipped] = booked.skipped
  assert.deepEqual([booked.skipped.length, skipped?.date, skipped?.code], [1, weeksLater(body.date, 1), 'slot.booked'])
  assert.match(skipped?.message ?? '', /Boris/)
  assert.equal(booked.later, 2)
})

test('weeks that come into reach follow by themselves, once, on however many servers', async () => {
  const { guest, db, wish, clock, server } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const body = wish(slot, 60)
  await anna.client.call('book', { body: { ...body, weeks: 5 } })
  const week = (n: number) => weeksLater(body.date, n)
  assert.deepEqual(await datesOf(anna.person.id), [week(0), week(1), week(2)])

  clock.pass({ hours: 6 * 24 })
  await continueSeries(server.parts)
  assert.equal((await datesOf(anna.person.id)).length, 3)
  clock.pass({ hours: 24 })
  await Promise.all([1, 2, 3].map(() => continueSeries(server.parts)))
  assert.deepEqual(await datesOf(anna.person.id), [week(0), week(1), week(2), week(3)])

  clock.pass({ hours: 21 * 24 })
  await continueSeries(server.parts)
  assert.equal((await datesOf(anna.person.id)).at(-1), week(4))
  assert.equal(await db.booking_series.count({ where: { next_week: 5 } }), 1)
})

test('a later week that is taken is skipped, and its person is told', async () => {
  const { guest, db, wish, clock, server, told } = world
  const slot = await buildSlot(db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]
  await db.people.update({ where: { id: anna.person.id }, data: { telegram_id: 7201n } })
  const body = wish(slot, 60)
  await anna.client.call('book', { body: { ...body, weeks: 4 } })
  clock.pass({ hours: 24 })
  const again = await server.signIn(boris.person)
  const third = { ...wish(slot, 60), date: weeksLater(body.date, 2), start_time: '18:00' }
  await again.client.call('book', { body: third })
  await db.$executeRaw`
    UPDATE bookings SET during = (SELECT tstzrange(lower(during) + interval '7 days', upper(during) + interval '7 days')
      FROM bookings WHERE date = ${weeksLater(body.date, 2)}::date AND person_id = ${anna.person.id}::uuid)
    WHERE person_id = ${boris.person.id}::uuid`

  clock.pass({ hours: 6 * 24 })
  await continueSeries(server.parts)
  await continueSeries(server.parts)

  assert.equal((await datesOf(anna.person.id)).length, 3)
  assert.deepEqual(await told(anna.person.id), ['booking:skipped'])
})

test('cancelling with the series ends the later weeks too, those out of reach among them', async () => {
  const { guest, db, wish, clock, server } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  const { bookings } = await anna.client.call('book', { body: { ...wish(slot, 60), weeks: 6 } })
  const [first, second] = bookings
  assert.ok(first && second)

  await anna.client.call('cancelBooking', { params: { id: second.id }, query: { series: '1' } })
  clock.pass({ hours: 8 * 24 })
  await continueSeries(server.parts)

  assert.deepEqual(await datesOf(anna.person.id), [first.date])
})

test('the repetition of somebody who is disabled goes no further', async () => {
  const { guest, db, wish, clock, server } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')
  await anna.client.call('book', { body: { ...wish(slot, 60), weeks: 6 } })
  await db.people.update({ where: { id: anna.person.id }, data: { disabled_at: clock.now() } })

  clock.pass({ hours: 8 * 24 })
  await continueSeries(server.parts)

  assert.equal((await datesOf(anna.person.id)).length, 3)
  assert.equal(await db.booking_series.count({ where: { cancelled_at: null } }), 0)
})

test('what is wrong with the wish itself refuses the whole repetition', async () => {
  const { guest, db, wish } = world
  const slot = await buildSlot(db)
  const anna = await guest('Anna')

  await refused(anna.client.call('book', { body: { ...wish(slot, 60, 10), weeks: 4 } }), 'booking.too-short')

  assert.equal(await db.booking_series.count(), 0)
})
