import type { Booked } from '@taxi/contract/bookings.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { Toasts } from '../controls/toast.tsx'
import type { Words } from '../words/en.ts'
import { troubleOf } from '../words/refusal-text.ts'
import { rangeText } from './book-texts.ts'
import type { BookingsOptions } from './bookings.ts'

/** What the person is told when something is booked or cancelled, or that went wrong. */
export function bookingTexts(
  toasts: Toasts,
  words: () => Words,
  locale: () => Locale,
): Pick<BookingsOptions, 'onDone' | 'onFailed'> {
  return {
    onDone(what) {
      if (what.done === 'booked') return toasts.show({ text: bookedText(what.booked, words(), locale()) })
      toasts.show({ text: what.series ? words().bookings.cancelledSeries : words().bookings.cancelled })
    },
    onFailed(error) {
      const { text, next, id } = troubleOf(error, words(), locale())
      toasts.show({ text, next, errorId: id, wrong: true })
    },
  }
}

/** What was booked, in one sentence. */
export function bookedText({ bookings }: Booked, words: Words, locale: Locale): string {
  const [first] = bookings
  if (!first) return words.bookings.nothingBooked
  if (bookings.length > 1) return words.bookings.bookedWeeks(first.slot_name, bookings.length)
  return words.bookings.booked(first.slot_name, rangeText(first, locale))
}
