import type { BookingWish } from '@taxi/contract/bookings.ts'
import { sentenceOf } from '@taxi/contract/refusals.ts'
import { type BookedSlot, bookSlot } from '../../../actions/book-slot.ts'
import { cancelBooking } from '../../../actions/cancel-booking.ts'
import { openCalendarFeed } from '../../../actions/open-calendar-feed.ts'
import { detailsInWords } from '../../../company-clock.ts'
import { bookingViewFor, readBookings, readBookingsOf } from '../../../db/read/bookings.ts'
import { readCalendar } from '../../../db/read/calendar.ts'
import { readFreeTimes } from '../../../db/read/free-times.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { handlers, type Knock } from '../knock.ts'
import { sendCalendar } from '../send-calendar.ts'

export const bookingHandlers = handlers({
  bookings: async ({ parts, person }) => {
    const rows = await readBookingsOf(parts.db, person.id, parts.now())
    return rows.map(row => bookingViewFor(row, person))
  },
  book: async knock => {
    const { parts, person, body } = knock
    const wanted = { ...wantedOf(body, Number(body.duration_min)), weeks: body.weeks ?? 1 }
    const slotId = await slotIdOf(parts.db, body.slot_id)
    const booked = await bookSlot(parts, { person, wanted: { ...wanted, slotId } })
    const rows = await readBookings(parts.db, { id: { in: booked.ids } })
    return {
      bookings: rows.map(row => bookingViewFor(row, person)),
      skipped: booked.skipped.map(each => skippedDate(knock, each)),
      later: booked.later,
    }
  },
  cancelBooking: async ({ parts, person, params, query }) => {
    await cancelBooking(parts, { person, bookingId: params.id, series: query.series === '1' })
    return { ok: true }
  },
  bookingCalendar: ({ parts, person, query }) =>
    readCalendar(parts.db, person, { from: query.from, zone: parts.config.COMPANY_TIMEZONE, now: parts.now() }),
  suggestTimes: async ({ parts, person, query }) => {
    const slotId = await slotIdOf(parts.db, query.slot_id)
    const asked = { ...wantedOf(query, Number(query.duration_min)), slotId }
    return readFreeTimes(parts.db, person, asked, { now: parts.now(), config: parts.config })
  },
  calendarFeed: ({ parts, signedIn }) => openCalendarFeed(parts, { personId: signedIn.id, anew: false }),
  renewCalendarFeed: ({ parts, signedIn }) => openCalendarFeed(parts, { personId: signedIn.id, anew: true }),
  calendarFile: sendCalendar,
})

const wantedOf = ({ date, start_time }: Pick<BookingWish, 'date' | 'start_time'>, minutes: number) => ({
  date,
  startTime: start_time,
  minutes,
})

function skippedDate({ parts, person }: Knock<'book'>, { date, startTime, no }: BookedSlot['skipped'][number]) {
  const telling = { zone: parts.config.COMPANY_TIMEZONE, locale: person.locale, now: parts.now() }
  const message = sentenceOf(no.code, person.locale, detailsInWords(no.details ?? {}, telling))
  return { date, start_time: startTime, code: no.code, message }
}
