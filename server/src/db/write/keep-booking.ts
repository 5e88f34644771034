import type { Transaction } from '../client.ts'
import { tellBooking } from './tell-booking.ts'

/** Its person has come: the booking is kept. */
export async function keepBooking(tx: Transaction, id: string): Promise<void> {
  const kept = await tx.bookings.updateManyAndReturn({
    where: { id, status: 'active' },
    data: { status: 'kept' },
    select: { id: true, slot_id: true },
  })
  for (const booking of kept) await tellBooking(tx, booking)
}
