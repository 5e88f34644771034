import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { BookingWish } from '@taxi/contract/bookings.ts'
import { wallTimeOf } from '../domain/booking-time.ts'
import { buildMachine, buildSession, buildSlot } from '../testing/build.ts'
import { at, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld({ start: new Date('2026-11-23T09:00:00Z') })
})
after(() => world.server.close())
beforeEach(async () => {
  await world.forget()
  await world.server.parts.db.$executeRaw`TRUNCATE bookings, booking_series CASCADE`
})

const ZONE = 'Europe/Moscow'
const inMinutes = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000)
/** A wish that begins so many minutes from now. */
const wish = (slot: { id: string }, minutes: number, duration_min = 60, weeks?: number): BookingWish => {
  const { date, startTime } = wallTimeOf(inMinutes(minutes), ZONE)
  return { slot_id: slot.id, date, start_time: startTime, duration_min, ...(weeks ? { weeks } : {}) }
}

test('a person books a slot, sees it in their list and the others in the calendar, and cancels it', async () => {
  const { guest, server, view } = world
  const slot = await buildSlot(server.parts.db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  const { bookings, skipped, later } = await anna.client.call('book', { body: wish(slot, 60) })

  assert.deepEqual([skipped, later], [[], 0])
  const [booking] = bookings
  assert.ok(booking)
  assert.deepEqual(
    [booking.starts_at, booking.ends_at, booking.status, booking.start_time, booking.date, booking.may.cancel],
    [inMinutes(60).toISOString(), inMinutes(120).toISOString(), 'active', '13:00', '2026-11-23', true],
  )
  assert.deepEqual(await anna.client.call('bookings'), [booking])
  assert.deepEqual(await boris.client.call('bookings'), [])
  const calendar = await boris.client.call('bookingCalendar')
  assert.deepEqual([calendar.zone, calendar.from, calendar.days.length], [ZONE, '2026-11-23', 7])
  assert.deepEqual(calendar.bookings.map(each => [each.person.name, each.person.mine]), [['Anna', false]])
  const seen = await view(boris, slot)
  assert.deepEqual([seen.state, seen.free_until, seen.booking?.name], ['free', inMinutes(60).toISOString(), 'Anna'])
  await refused(boris.client.call('cancelBooking', { params: { id: booking.id } }), 'auth.not-allowed')

  await anna.client.call('cancelBooking', { params: { id: booking.id } })
  await anna.client.call('cancelBooking', { params: { id: booking.id } })

  assert.equal((await anna.client.call('bookings'))[0]?.status, 'cancelled')
  assert.equal((await view(boris, slot)).booking, null)
})
