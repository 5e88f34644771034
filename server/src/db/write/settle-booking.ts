import type { BookingStatus } from '@taxi/contract/bookings.ts'
import type { EndReason } from '@taxi/contract/sessions.ts'
import { statusAfter } from '../../domain/booking.ts'
import type { Transaction } from '../client.ts'
import type { bookingsModel, sessionsModel } from '../generated/models.ts'
import { oweBookingNotice } from './owe-booking-notice.ts'
import { tellBooking } from './tell-booking.ts'

const DAY = 24 * 3_600_000

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
  if (booking.status === 'active') await settleUnkept(tx, booking, statusAfter(reason), at)
  else if (booking.status === 'kept' && booking.ends_at > at) await giveRestBack(tx, id, session.started_at, at)
  else return
  await tellBooking(tx, booking)
}

async function settleUnkept(tx: Transaction, { id, person_id }: bookingsModel, status: BookingStatus, at: Date) {
  await tx.bookings.update({ where: { id }, data: { status } })
  const expiresAt = new Date(at.getTime() + DAY)
  if (status === 'no_show') await oweBookingNotice(tx, { what: 'no_show', id }, { personId: person_id, expiresAt })
}

/** Whoever came early and left before their time had their booking then; an empty range would be no time at all. */
async function giveRestBack(tx: Transaction, id: string, startedAt: Date, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE bookings
    SET during = tstzrange(
      CASE WHEN ${at}::timestamptz > starts_at THEN starts_at ELSE ${startedAt}::timestamptz END,
      greatest(${at}::timestamptz, ${startedAt}::timestamptz + interval '1 millisecond'))
    WHERE id = ${id}::uuid`
}
