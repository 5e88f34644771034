import { bookingViewFor, readBooking } from '../../db/read/bookings.ts'
import { mayPerson } from '../../domain/person.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells everybody connected who may see slots how a booking stands now, each as they see it. */
export async function tellBooking(
  { db }: Pick<Parts, 'db'>,
  live: Pick<Live, 'people' | 'toPerson'>,
  id: string,
): Promise<void> {
  const row = await readBooking(db, id)
  if (!row) return
  for (const person of live.people().filter(person => mayPerson(person, 'slots:read')))
    live.toPerson(person.id, 'booking.update', { booking: bookingViewFor(row, person) })
}
