import { oweBookingNotice } from '../db/write/owe-booking-notice.ts'
import { REMIND_MINUTES } from '../domain/booking.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'db' | 'change' | 'now'>

/** Reminds people of what they booked some minutes before, once; not of what they booked a moment ago or sit at already. */
export async function remindOfBookings(parts: Needs): Promise<void> {
  const now = parts.now()
  const due = await parts.db.$queryRaw<{ id: string; person_id: string; starts_at: Date }[]>`
    SELECT id, person_id, starts_at FROM bookings booking
    WHERE status = 'active' AND reminded_at IS NULL AND starts_at > ${now}::timestamptz
      AND starts_at <= ${now}::timestamptz + make_interval(mins => ${REMIND_MINUTES})
      AND created_at <= starts_at - make_interval(mins => ${REMIND_MINUTES})
      AND NOT EXISTS (SELECT FROM sessions session
        WHERE session.person_id = booking.person_id AND session.slot_id = booking.slot_id AND session.ended_at IS NULL)`
  for (const { id, person_id, starts_at } of due)
    await parts.change(async tx => {
      const { count } = await tx.bookings.updateMany({
        where: { id, reminded_at: null, status: 'active' },
        data: { reminded_at: now },
      })
      if (count) await oweBookingNotice(tx, { what: 'reminder', id }, { personId: person_id, expiresAt: starts_at })
    })
}
