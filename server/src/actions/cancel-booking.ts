import type { Transaction } from '../db/client.ts'
import type { bookingsModel, sessionsModel } from '../db/generated/models.ts'
import { bookingFactsOf } from '../db/read/bookings.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { oweBookingNotice } from '../db/write/owe-booking-notice.ts'
import { tellBooking } from '../db/write/tell-booking.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { whyNotCancel } from '../domain/booking.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'config' | 'change' | 'now'>

/** Cancels a booking, and on request the later weeks of its repetition. Repeated, it answers the same. */
export async function cancelBooking(
  parts: Needs,
  { person, bookingId, series }: { person: Person; bookingId: string; series: boolean },
): Promise<void> {
  await parts.change(async tx => {
    const seated = await lockSeated(tx, bookingId)
    const booking = await lockBooking(tx, bookingId)
    if (!booking) throw new Refusal('booking.unknown')
    const why = whyNotCancel(bookingFactsOf(booking), person)
    const wholeSeries = series && booking.series_id !== null
    const again = booking.status === 'cancelled' || wholeSeries
    // What is over cannot be cancelled, the later weeks of its repetition can.
    if (why?.code === 'auth.not-allowed' || !again) insist(why)
    await cancelAll(tx, { id: bookingId }, person)
    if (seated && !why) await writeEnd(parts, tx, seated, { reason: 'manual' })
    if (!wholeSeries) return
    await tx.booking_series.update({ where: { id: booking.series_id ?? '' }, data: { cancelled_at: parts.now() } })
    await cancelAll(tx, { series_id: booking.series_id ?? '', starts_at: { gte: booking.starts_at } }, person)
  })
}

/** Its person was seated and has not come yet: the seat is given back too. Sessions are locked before bookings. */
async function lockSeated(tx: Transaction, bookingId: string): Promise<sessionsModel | null> {
  const seated = await tx.sessions.findFirst({
    where: { booking_id: bookingId, ended_at: null, first_frame_at: null },
    select: { id: true },
  })
  const session = seated && (await lockSession(tx, seated.id))
  return session && !session.first_frame_at && !session.ended_at ? session : null
}

async function lockBooking(tx: Transaction, id: string): Promise<bookingsModel | null> {
  await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${id}::uuid FOR UPDATE`
  return tx.bookings.findUnique({ where: { id } })
}

async function cancelAll(
  tx: Transaction,
  which: { id: string } | { series_id: string; starts_at: { gte: Date } },
  by: Person,
): Promise<void> {
  const cancelled = await tx.bookings.updateManyAndReturn({
    where: { ...which, status: 'active' },
    data: { status: 'cancelled' },
    select: {
      id: true,
      slot_id: true,
      person_id: true,
      ends_at: true,
      date: true,
      start_time: true,
      slot: { select: { name: true } },
    },
  })
  for (const booking of cancelled) {
    await tellBooking(tx, booking)
    tx.record({
      action: 'booking.cancel',
      object: { kind: 'booking', id: booking.id, name: booking.slot.name },
      before: { date: booking.date.toISOString().slice(0, 10), start_time: booking.start_time },
    })
    if (booking.person_id === by.id) continue
    const notice = { what: 'cancelled', id: booking.id, detail: by.id } as const
    await oweBookingNotice(tx, notice, { personId: booking.person_id, expiresAt: booking.ends_at })
  }
}
