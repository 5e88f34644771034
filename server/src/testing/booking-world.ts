import type { BookingWish } from '@taxi/contract/bookings.ts'
import { continueSeries } from '../actions/continue-series.ts'
import { giveBookedSeats } from '../actions/give-booked-seats.ts'
import { noteFirstFrame } from '../actions/note-first-frame.ts'
import { remindOfBookings } from '../actions/remind-of-bookings.ts'
import { warnOfEnds } from '../actions/warn-of-ends.ts'
import { wallTimeOf } from '../domain/booking-time.ts'
import { keepTime } from '../entrypoints/jobs/tick.ts'
import { openQueueWorld, type QueueWorld } from './queue-world.ts'

export type BookingWorld = Awaited<ReturnType<typeof openBookingWorld>>
type Guest = Awaited<ReturnType<QueueWorld['guest']>>

export const ZONE = 'Europe/Moscow'
/** A Monday, noon in Moscow. */
const MONDAY = new Date('2026-11-23T09:00:00Z')
const MINUTE = 60_000

/** The queue's world at a Monday noon, with what is needed to book and to let the clock do its work. */
export async function openBookingWorld({ start = MONDAY, zone = ZONE }: { start?: Date; zone?: string } = {}) {
  const world = await openQueueWorld({ start, config: { COMPANY_TIMEZONE: zone } })
  const { clock, server } = world
  const { db } = server.parts
  const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * MINUTE)
  /** A wish that begins so many minutes from now. */
  const wish = (slot: { id: string }, minutes: number, duration_min = 60): BookingWish => {
    const { date, startTime } = wallTimeOf(inMinutes(minutes), zone)
    return { slot_id: slot.id, date, start_time: startTime, duration_min }
  }
  /** Everything the clock does in a second, once. */
  const tick = async () => {
    await keepTime(server.parts)
    await giveBookedSeats(server.parts)
    await warnOfEnds(server.parts)
    await remindOfBookings(server.parts)
    await continueSeries(server.parts)
    await world.turns()
  }

  return {
    ...world,
    db,
    inMinutes,
    wish,
    tick,
    async book(who: Pick<Guest, 'client'>, slot: { id: string }, minutes: number, duration = 60) {
      const { bookings } = await who.client.call('book', { body: wish(slot, minutes, duration) })
      const [booking] = bookings
      if (!booking) throw new Error('nothing was booked')
      return booking
    },
    /** The clock goes on by so much, then does its work. */
    async pass(minutes: number) {
      clock.pass({ minutes })
      await tick()
    },
    statusOf: async ({ id }: { id: string }) => (await db.bookings.findUniqueOrThrow({ where: { id } })).status,
    sessionOf: ({ id }: { id: string }) =>
      db.sessions.findFirst({ where: { booking_id: id }, orderBy: { started_at: 'desc' } }),
    /** The person's desk shows its first picture. */
    arrive: ({ id }: { id: string }) => noteFirstFrame(server.parts, { sessionId: id, screenAt: clock.now() }),
    /** The seat is ready and waits for its person. */
    ready: ({ id }: { id: string }) =>
      db.sessions.update({ where: { id }, data: { phases: { lease: 1, machine: 2, browser: 3 } } }),
    /** What people were told in Telegram, by the names of the notices. */
    async told(personId: string) {
      const rows = await db.deliveries.findMany({ where: { person_id: personId }, orderBy: { seq: 'asc' } })
      return rows.map(row => row.dedupe_key.split(' ')[0])
    },
    /** Nothing is booked or taken any more, and the clock goes on to the next full hour. */
    async empty() {
      const HOUR = 60 * MINUTE
      clock.pass({ seconds: (HOUR - (clock.now().getTime() % HOUR)) / 1000 })
      // Deleted, not truncated: whoever still reads for the live line would lock the tables the other way round.
      await db.$transaction([
        db.offers.deleteMany(),
        db.places.deleteMany(),
        db.denied.deleteMany(),
        db.deliveries.deleteMany(),
        db.sessions.deleteMany(),
        db.bookings.deleteMany(),
        db.booking_series.deleteMany(),
        db.slots.deleteMany(),
        db.machines.deleteMany(),
      ])
    },
  }
}
