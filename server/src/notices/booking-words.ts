import type { Locale } from '@taxi/contract/shapes.ts'

interface BookingWords {
  /** Under each booking in a calendar program. */
  calendar: string
  /** Some minutes before; `minutes` are those really left. */
  reminder: (slot: string, minutes: number, until: string) => string
  /** The seat is theirs now. */
  given: (slot: string, until: string) => string
  /** Its time passed and it could not be given. */
  expired: (slot: string, from: string) => string
  /** Nobody came. */
  noShow: (slot: string) => string
  /** An administrator cancelled it. */
  cancelled: (slot: string, from: string, by: string) => string
  /** A week of a repetition that could not be booked. */
  skipped: (slot: string, from: string) => string
}

/** What people are told of their bookings, live and in Telegram. */
export const bookingWords: Record<Locale, BookingWords> = {
  ru: {
    calendar:
      'Откройте рабочий стол из расширения или на портале. Если не прийти за 10 минут, слот перейдёт к очереди.',
    reminder: (slot, minutes, until) => `${slot}: ваша бронь начнётся через ${minutes} мин, до ${until}.`,
    given: (slot, until) =>
      `Ваша бронь: ${slot} за вами до ${until}. Откройте рабочий стол в течение 10 минут, иначе слот перейдёт к очереди.`,
    expired: (slot, from) => `${slot}: бронь с ${from} не состоялась, слот был недоступен до её конца.`,
    noShow: slot => `${slot}: вы не пришли за 10 минут, бронь снята.`,
    cancelled: (slot, from, by) => `${slot}: бронь с ${from} отменена. Отменил администратор: ${by}.`,
    skipped: (slot, from) => `${slot}: повтор вашей брони на ${from} не записан: время занято или броней уже максимум.`,
  },
  en: {
    calendar:
      'Open the desk from the extension or the portal. Who does not come within 10 minutes loses the slot to the line.',
    reminder: (slot, minutes, until) => `${slot}: your booking begins in ${minutes} min and lasts until ${until}.`,
    given: (slot, until) =>
      `Your booking: ${slot} is yours until ${until}. Open the desk within 10 minutes, or the slot goes to those who wait.`,
    expired: (slot, from) => `${slot}: your booking from ${from} could not be given, the slot was not available.`,
    noShow: slot => `${slot}: you did not come within 10 minutes, the booking is given up.`,
    cancelled: (slot, from, by) => `${slot}: your booking from ${from} was cancelled by the administrator ${by}.`,
    skipped: (slot, from) =>
      `${slot}: your weekly booking on ${from} was not made: the time is taken, or you have the most bookings.`,
  },
}
