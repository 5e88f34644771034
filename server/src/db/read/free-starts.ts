import type { Config } from '../../config.ts'
import { whyNotBook } from '../../domain/book.ts'
import { daysFrom } from '../../domain/booking-time.ts'
import type { Person } from '../../domain/person.ts'
import type { Db } from '../client.ts'
import { wishOf } from '../write/write-booking.ts'
import type { Reader } from './board.ts'
import { countBookings, readTaken } from './booked.ts'
import { knownSlot } from './slot-id.ts'

interface Asked {
  slotId: string
  /** `2026-11-21` */
  date: string
  minutes: number
}

/** Times of a day at which this person could book this slot for so long: every half hour between seven and eleven at night. */
export async function readFreeStarts(
  db: Reader & Pick<Db, 'slots'>,
  person: Person,
  { slotId, date, minutes }: Asked,
  { now, config }: { now: Date; config: Pick<Config, 'COMPANY_TIMEZONE' | 'MAX_BOOKINGS'> },
): Promise<string[]> {
  const zone = config.COMPANY_TIMEZONE
  const slot = await knownSlot(db, slotId)
  const [day, next] = daysFrom(date, 2, zone)
  const booked = {
    taken: day && next ? await readTaken(db, slot.id, { startsAt: day.startsAt, endsAt: next.endsAt }) : [],
    own: await countBookings(db, person.id, now),
    most: config.MAX_BOOKINGS,
  }
  return HALF_HOURS.filter(
    startTime => !whyNotBook(slot, person, wishOf({ date, startTime, minutes }, now, zone), booked, now),
  )
}

const FROM_HOUR = 7
const TO_HOUR = 23
const HALF_HOURS = Array.from({ length: (TO_HOUR - FROM_HOUR) * 2 + 1 }, (_, half) => {
  const hour = String(FROM_HOUR + Math.floor(half / 2)).padStart(2, '0')
  return `${hour}:${half % 2 ? '30' : '00'}`
})
