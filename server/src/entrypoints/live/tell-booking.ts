import { bookingViewFor, readBooking } from '../../db/read/bookings.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells everybody connected how a booking stands now, each as they see it. */
export async function tellBooking(
  { db }: Pick<Parts, 'db'>,
  live: Pick<Live, 'people' | 'toPerson'>,
  id: string,
): Promise<void> {
  const row = await readBooking(db, id)
  if (!row) return
  for (const person of live.people())
    live.toPerson(person.id, 'booking.update', { booking: bookingViewFor(row, person) })
}
