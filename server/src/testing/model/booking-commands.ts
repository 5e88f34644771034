import { bookSlot } from '../../actions/book-slot.ts'
import { cancelBooking } from '../../actions/cancel-booking.ts'
import { drop, mayBook } from './bookings.ts'
import { command, slotIn } from './command.ts'
import { MINUTE, type Taxi } from './taxi.ts'
import { end } from './turns.ts'

const STEP = 5 * MINUTE
/** So long from now, on the clock's next step of five minutes. */
export const books = (name: string, id: string, inMs: number, minutes: number) => {
  const rangeAt = (now: number) => {
    const from = Math.ceil((now + inMs) / STEP) * STEP
    return { from, to: from + minutes * MINUTE }
  }
  return command({
    words: `${name} books ${id} in ${inMs / MINUTE} min for ${minutes} min`,
    may: taxi => mayBook(taxi, slotIn(taxi, id), name, rangeAt(taxi.now)),
    act: async (world, taxi) => {
      const start = new Date(rangeAt(taxi.now).from).toISOString()
      const when = { date: start.slice(0, 10), startTime: start.slice(11, 16), minutes, weeks: 1 }
      const booked = await bookSlot(world.parts, { person: world.person(name), wanted: { slotId: id, ...when } })
      return booked.ids[0] ?? ''
    },
    after: (taxi, booking) =>
      taxi.bookings.push({ id: booking, person: name, slot: id, ...rangeAt(taxi.now), kept: false }),
  })
}

const bookingOf = (taxi: Taxi, name: string) => taxi.bookings.findLast(booking => booking.person === name)
export const cancels = (name: string) =>
  command({
    words: `${name} cancels a booking`,
    fits: taxi => bookingOf(taxi, name) !== undefined,
    may: taxi => bookingOf(taxi, name)?.kept === false,
    act: (world, taxi) =>
      cancelBooking(world.parts, {
        person: world.person(name),
        bookingId: bookingOf(taxi, name)?.id ?? '',
        series: false,
      }),
    after: taxi => {
      const booking = bookingOf(taxi, name)
      const seat = taxi.slots.find(slot => slot.seat?.booking === booking?.id)?.seat
      if (seat) end(taxi, seat, 'manual')
      if (booking) drop(taxi, booking)
    },
  })
