import type { EndReason } from '@taxi/contract/sessions.ts'
import { statusAfter } from '../../domain/booking.ts'
import type { Transaction } from '../client.ts'
import type { sessionsModel } from '../generated/models.ts'
import { tellBooking } from './tell-booking.ts'

/**
 * A session that came of a booking ends: what is left of a kept one is given back, so that others may book it; an
 * unkept one is a no-show, unless a machine was the reason.
 */
export async function settleBooking(
  tx: Transaction,
  session: Pick<sessionsModel, 'booking_id' | 'started_at'>,
  reason: EndReason,
  at: Date,
): Promise<void> {
  if (!session.booking_id) return
  const id = session.booking_id
  const booking = await tx.bookings.findUniqueOrThrow({ where: { id } })
  if (booking.status === 'active') await tx.bookings.update({ where: { id }, data: { status: statusAfter(reason) } })
  else if (booking.status !== 'kept' || booking.ends_at <= at) return
  // Whoever came early and left before their time had their booking then; an empty range would be no time at all.
  else
    await tx.$executeRaw`
      UPDATE bookings
      SET during = tstzrange(
        CASE WHEN ${at}::timestamptz > starts_at THEN starts_at ELSE ${session.started_at}::timestamptz END,
        greatest(${at}::timestamptz, ${session.started_at}::timestamptz + interval '1 millisecond'))
      WHERE id = ${id}::uuid`
  await tellBooking(tx, booking)
}
