import type { BookingView, Calendar } from '@taxi/contract/bookings.ts'

/** The list with this booking as it now stands, by time. */
export function withBooking(bookings: readonly BookingView[], booking: BookingView): BookingView[] {
  return [...bookings.filter(other => other.id !== booking.id), booking].toSorted((a, b) =>
    a.starts_at.localeCompare(b.starts_at),
  )
}

/** The week with it: only what is still promised and lies in its days. */
export function weekWith(week: Calendar, booking: BookingView): Calendar {
  const others = week.bookings.filter(other => other.id !== booking.id)
  const isHere = isShown(booking) && liesIn(week, booking)
  return { ...week, bookings: isHere ? withBooking(others, booking) : others }
}

/** Cancelled, missed and expired ones no longer keep anybody from the slot. */
export const isShown = ({ status }: BookingView) => status === 'active' || status === 'kept'

function liesIn({ days }: Calendar, booking: BookingView): boolean {
  const [start, end] = [days[0]?.starts_at ?? '', days.at(-1)?.ends_at ?? '']
  return Date.parse(booking.ends_at) > Date.parse(start) && Date.parse(booking.starts_at) < Date.parse(end)
}
