import type { Config } from '../../config.ts'
import { type Wish, whyNotBook } from '../../domain/book.ts'
import { daysAhead, rangeOf, type WallTime } from '../../domain/booking-time.ts'
import type { No } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { countBookings, readTaken } from '../read/booked.ts'
import { tellBooking } from './tell-booking.ts'

export interface WantedTime extends WallTime {
  minutes: number
}

/** The wish as the rules see it. */
export function wishOf({ date, startTime, minutes }: WantedTime, now: Date, zone: string): Wish {
  return {
    ...rangeOf({ date, startTime }, minutes, zone),
    minutes,
    startTime,
    daysAhead: daysAhead(date, now, zone),
  }
}

/** Books a locked slot for a person whose row is locked, or says why not. */
export async function writeBooking(
  tx: Transaction,
  slot: BoardSlot,
  person: Person,
  wanted: WantedTime & { seriesId: string | null },
  { now, config }: { now: Date; config: Pick<Config, 'COMPANY_TIMEZONE' | 'MAX_BOOKINGS'> },
): Promise<{ id: string } | { no: No }> {
  const wish = wishOf(wanted, now, config.COMPANY_TIMEZONE)
  const booked = {
    taken: await readTaken(tx, slot.id, wish),
    own: await countBookings(tx, person.id, now),
    most: config.MAX_BOOKINGS,
  }
  const why = whyNotBook(slot, person, wish, booked, now)
  if (why) return { no: why }
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO bookings (person_id, slot_id, date, start_time, duration_min, during, series_id, created_at)
    VALUES (${person.id}::uuid, ${slot.id}, ${wanted.date}::date, ${wanted.startTime}, ${wanted.minutes},
      tstzrange(${wish.startsAt}::timestamptz, ${wish.endsAt}::timestamptz), ${wanted.seriesId}::uuid,
      ${now}::timestamptz)
    RETURNING id`
  const id = row?.id ?? ''
  tx.record({
    action: 'booking.make',
    object: { kind: 'booking', id, name: slot.name },
    after: {
      slot: slot.id,
      person: person.name,
      date: wanted.date,
      start_time: wanted.startTime,
      minutes: wanted.minutes,
    },
  })
  await tellBooking(tx, { id, slot_id: slot.id })
  return { id }
}
