import type { Booked, BookingView, BookingWish, Calendar, FreeTime } from '@taxi/contract/bookings.ts'
import type { Client } from '@taxi/contract/client.ts'
import { newKey } from '../board/new-key.ts'
import type { Live } from '../live/live.ts'

export interface BookingsOptions {
  client: Client
  live: Live
  onDone: (what: { done: 'booked'; booked: Booked } | { done: 'cancelled'; series: boolean }) => void
  onFailed: (error: unknown) => void
}
export type Bookings = ReturnType<typeof createBookings>

/** What a person can ask and do about bookings. What is refused throws, for the sheet to show beside its button. */
export function createBookings({ client, live, onDone, onFailed }: BookingsOptions) {
  return {
    hear: live.bookings.hear,
    week: (from?: string): Promise<Calendar> => client.call('bookingCalendar', { query: from ? { from } : {} }),
    own: (): Promise<BookingView[]> => client.call('bookings'),
    async book(wish: BookingWish): Promise<Booked> {
      const booked = await client.call('book', { body: wish, idempotencyKey: newKey() })
      for (const booking of booked.bookings) live.bookings.tell(booking)
      if (booked.skipped.length === 0 && booked.later === 0) onDone({ done: 'booked', booked })
      return booked
    },
    suggest: ({ slot_id, date, start_time, duration_min }: BookingWish): Promise<FreeTime[]> =>
      client.call('suggestTimes', { query: { slot_id, date, start_time, duration_min: String(duration_min) } }),
    async cancel(booking: BookingView, series: boolean): Promise<void> {
      await client
        .call('cancelBooking', { params: { id: booking.id }, query: series ? { series: '1' } : {} })
        .then(() => {
          live.bookings.tell(null)
          onDone({ done: 'cancelled', series })
        })
        .catch(onFailed)
    },
  }
}
