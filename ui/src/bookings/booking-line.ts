import type { Locale } from '@taxi/contract/shapes.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Words } from '../words/en.ts'
import { clockOrDay } from '../words/times.ts'

/** Of others' bookings, so far ahead is worth a line on the card; one's own always are. */
const AHEAD_MS = 12 * 3_600_000

/** Who has booked the slot and from when: the line under the truth of a card; null when there is nothing to say. */
export function bookingLine(slot: SlotView, now: Date, words: Words, locale: Locale): string | null {
  const { booking } = slot
  // What is kept for a booking says so in its first line.
  if (!booking || slot.state === 'booked' || Date.parse(booking.ends_at) <= now.getTime()) return null
  const ahead = Date.parse(booking.starts_at) - now.getTime()
  const ends = clockOrDay(booking.ends_at, now, locale)
  if (booking.mine && ahead <= 0) return words.bookings.yoursUntil(ends)
  if (booking.mine) return words.bookings.yoursAt(clockOrDay(booking.starts_at, now, locale))
  if (ahead > AHEAD_MS) return null
  if (ahead <= 0) return words.bookings.until(booking.name, ends)
  return words.bookings.from(booking.name, clockOrDay(booking.starts_at, now, locale))
}
