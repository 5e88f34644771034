import type { Booked } from '../../domain/book.ts'
import type { Range } from '../../domain/booking-time.ts'
import type { Reader } from './board.ts'
import { loneMachines } from './lone-machines.ts'

/**
 * What a booking at this slot in this range could run into. A slot that needs the same machine counts when neither
 * has another one.
 */
export async function readTaken(db: Reader, slotId: string, { startsAt, endsAt }: Range): Promise<Booked['taken']> {
  const rows = await db.$queryRaw<{ name: string; starts_at: Date; ends_at: Date }[]>`
    WITH alone AS (${loneMachines})
    SELECT person.name, booking.starts_at, booking.ends_at
    FROM bookings booking JOIN people person ON person.id = booking.person_id
    WHERE booking.status IN ('active', 'kept')
      AND booking.during && tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz)
      AND (booking.slot_id = ${slotId} OR booking.slot_id IN (
        SELECT other.slot_id FROM alone other JOIN alone own USING (machine_id) WHERE own.slot_id = ${slotId}))
    ORDER BY booking.starts_at`
  return rows.map(({ name, starts_at, ends_at }) => ({ name, startsAt: starts_at, endsAt: ends_at }))
}

/** How many bookings this person has that nobody has come for yet. */
export async function countBookings(db: Reader, personId: string, now: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM bookings
    WHERE person_id = ${personId}::uuid AND status = 'active' AND ends_at > ${now}::timestamptz`
  return row?.count ?? 0
}
