import { Refusal } from '../../../domain/refusal.ts'
import { handlers } from '../knock.ts'

const later = async (): Promise<never> => {
  throw new Refusal('request.unknown')
}

export const bookingHandlers = handlers({
  bookings: later,
  book: later,
  cancelBooking: later,
  bookingCalendar: later,
  suggestTimes: later,
  calendarFeed: later,
  renewCalendarFeed: later,
  calendarFile: later,
})
