import { timeInWords } from '../../company-clock.ts'
import { type BookingRow, readBookings } from '../../db/read/bookings.ts'
import { readFreeStarts } from '../../db/read/free-starts.ts'
import { knownSlot } from '../../db/read/slot-id.ts'
import { LONGEST_BOOKING_HOURS } from '../../domain/book.ts'
import { daysFrom, wallTimeOf } from '../../domain/booking-time.ts'
import { type Button, inRows, type Screen } from './answer-screen.ts'
import type { Asking, BotParts } from './bot-parts.ts'
import { ownWords } from './own-words.ts'
import { readViews } from './slot-screens.ts'

const LENGTHS = [30, 60, 90, 120, 180, 240, 480, 1440]
const DAYS = 14

/** The person's bookings to come, each with a button to cancel it. */
export async function bookingsScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  const words = ownWords[asking.locale]
  const rows = await readBookings(parts.db, {
    person_id: asking.person.id,
    status: 'active',
    ends_at: { gt: asking.now },
  })
  return {
    text: [
      ...(rows.length ? [words.yourBookings] : [words.noBookings]),
      ...rows.map(row => words.booking(row.slot.name, ...timesOf(row, asking))),
    ].join('\n'),
    rows: [...rows.map(row => [cancelButton(row, asking)]), [[words.anotherBooking, 'book']]],
  }
}

export async function slotsToBookScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  const words = ownWords[asking.locale]
  const slots = (await readViews(parts, asking)).filter(slot => slot.may.book === true)
  const buttons = slots.map((slot): Button => [slot.name, `book:${slot.id}`])
  return { text: words.bookWhat, rows: [...inRows(buttons, 2), [[words.back, 'bookings']]] }
}

export async function lengthScreen(parts: BotParts, { locale }: Asking, slotId: string): Promise<Screen> {
  const words = ownWords[locale]
  const slot = await knownSlot(parts.db, slotId)
  const lengths = LENGTHS.filter(minutes => minutes <= LONGEST_BOOKING_HOURS[slot.kind] * 60)
  const buttons = lengths.map((minutes): Button => [words.minutes(minutes), `book:${slotId}:${minutes}`])
  return { text: words.howLong(slot.name), rows: [...inRows(buttons, 4), [[words.back, 'book']]] }
}

interface Length {
  slotId: string
  minutes: number
}

export async function dayScreen(parts: BotParts, asking: Asking, { slotId, minutes }: Length): Promise<Screen> {
  const words = ownWords[asking.locale]
  const slot = await knownSlot(parts.db, slotId)
  const today = wallTimeOf(asking.now, asking.zone).date
  const buttons = daysFrom(today, DAYS, asking.zone).map(
    ({ date }): Button => [dayInWords(date, asking), `book:${slotId}:${minutes}:${date.replaceAll('-', '')}`],
  )
  return {
    text: words.whichDay(slot.name, words.minutes(minutes)),
    rows: [...inRows(buttons, 4), [[words.back, `book:${slotId}`]]],
  }
}

/** Only times that would go through now. */
export async function startScreen(parts: BotParts, asking: Asking, wanted: Length & { date: string }): Promise<Screen> {
  const words = ownWords[asking.locale]
  const { slotId, minutes, date } = wanted
  const slot = await knownSlot(parts.db, slotId)
  const starts = await readFreeStarts(parts.db, asking.person, wanted, { now: asking.now, config: parts.config })
  const press = `book:${slotId}:${minutes}:${date.replaceAll('-', '')}`
  const says = starts.length ? words.whichTime : words.noTime
  const buttons = starts.map((time): Button => [time, `${press}:${time.replace(':', '')}`])
  return {
    text: says(slot.name, words.minutes(minutes), dayInWords(date, asking)),
    rows: [...inRows(buttons, 5), [[words.back, `book:${slotId}:${minutes}`]]],
  }
}

/** What this person has booked there then; null when they have not. */
export async function bookedScreen(
  parts: BotParts,
  asking: Asking,
  { slotId, date, startTime }: { slotId: string; date: string; startTime: string },
): Promise<Screen | null> {
  const words = ownWords[asking.locale]
  const [row] = await readBookings(parts.db, {
    person_id: asking.person.id,
    slot_id: slotId,
    date: new Date(date),
    start_time: startTime,
    status: 'active',
  })
  if (!row) return null
  return {
    text: words.booked(row.slot.name, ...timesOf(row, asking)),
    rows: [[cancelButton(row, asking)], [[words.another, 'bookings']]],
  }
}

function cancelButton(row: BookingRow, asking: Asking): Button {
  const [from] = timesOf(row, asking)
  return [ownWords[asking.locale].cancelBooking(row.slot.name, from), `unbook:${row.id}`]
}

/** The end is told without its day where it is the day of the beginning. */
function timesOf(row: Pick<BookingRow, 'starts_at' | 'ends_at'>, asking: Asking): [from: string, until: string] {
  return [timeInWords(row.starts_at, asking), timeInWords(row.ends_at, { ...asking, now: row.starts_at })]
}

/** `Sat, 21 Nov` */
function dayInWords(date: string, { locale }: Asking): string {
  const language = locale === 'en' ? 'en-GB' : 'ru-RU'
  const format = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' } as const
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(language, format)
}
