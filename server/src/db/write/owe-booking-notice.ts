import { type BookingNotice, bookingNoticeKey } from '../../domain/booking-notice.ts'
import type { Transaction } from '../client.ts'
import { oweNotice } from './owe-notice.ts'

/** A person is told something of a booking, live and in Telegram; of no use afterwards. */
export async function oweBookingNotice(
  tx: Transaction,
  notice: BookingNotice,
  { personId, expiresAt }: { personId: string; expiresAt: Date },
): Promise<void> {
  const key = bookingNoticeKey(notice)
  await oweNotice(tx, {
    key: `booking:${key}`,
    personId,
    expiresAt,
    about: { about: 'booking', notice: key },
    byMail: true,
  })
  await tx.announce({ about: 'booking_notice', id: key })
}
