import type { BookingView } from '@taxi/contract/bookings.ts'
import { createSignal, onCleanup } from 'solid-js'
import type { Bookings } from './bookings.ts'
import { withBooking } from './with-booking.ts'

/** The person's own bookings, loaded and kept true by live events; null until they are there. */
export function openOwnBookings(bookings: Bookings) {
  const [own, setOwn] = createSignal<BookingView[] | null>(null)
  const load = () => bookings.own().then(setOwn, () => undefined)
  void load()
  const stop = bookings.hear(booking => {
    if (!booking) return void load()
    if (booking.person.mine) setOwn(known => known && withBooking(known, booking))
  })
  onCleanup(stop)
  return own
}

/** Those to come or running, soonest first, and those that are over, latest first. */
export function splitBookings(bookings: readonly BookingView[], now: Date) {
  const isOpen = (booking: BookingView) =>
    (booking.status === 'active' || booking.status === 'kept') && Date.parse(booking.ends_at) > now.getTime()
  return { open: bookings.filter(isOpen), over: bookings.filter(booking => !isOpen(booking)).toReversed() }
}
