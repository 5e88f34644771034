import type { Transaction } from '../db/client.ts'
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
    const found = await tx.bookings.findUnique({ where: { id: bookingId } })
    if (!found) throw new Refusal('booking.unknown')
    await endItsSession(parts, tx, bookingId, person)
    await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${bookingId}::uuid FOR UPDATE`
    const booking = await tx.bookings.findUniqueOrThrow({ where: { id: bookingId } })
    const why = whyNotCancel(bookingFactsOf(booking), person)
    // Of a repetition the later weeks can go although this one is over.
    if (why && !(series && booking.series_id && why.code !== 'auth.not-allowed')) insist(why)
    if (!why) await cancelAll(tx, { id: bookingId }, person)
    if (!series || !booking.series_id) return
    await tx.booking_series.update({ where: { id: booking.series_id }, data: { cancelled_at: parts.now() } })
    await cancelAll(tx, { series_id: booking.series_id, starts_at: { gte: booking.starts_at } }, person)
  })
}

/** Its person was seated and has not come yet: the seat is given back. */
async function endItsSession(parts: Needs, tx: Transaction, bookingId: string, person: Person): Promise<void> {
  const seated = await tx.sessions.findFirst({
    where: { booking_id: bookingId, ended_at: null, first_frame_at: null, booking: { status: 'active' } },
    select: { id: true, person_id: true },
  })
  if (!seated) return
  insist(
    whyNotCancel({ personId: seated.person_id, status: 'active', startsAt: new Date(0), endsAt: new Date(0) }, person),
  )
  const session = await lockSession(tx, seated.id)
  if (session && !session.first_frame_at) await writeEnd(parts, tx, session, { reason: 'manual' })
}

async function cancelAll(
  tx: Transaction,
  which: { id: string } | { series_id: string; starts_at: { gte: Date } },
  by: Person,
): Promise<void> {
  const cancelled = await tx.bookings.updateManyAndReturn({
    where: { ...which, status: 'active' },
    data: { status: 'cancelled' },
    select: { id: true, slot_id: true, person_id: true, ends_at: true },
  })
  for (const booking of cancelled) {
    await tellBooking(tx, booking)
    if (booking.person_id === by.id) continue
    const notice = { what: 'cancelled', id: booking.id, detail: by.id } as const
    await oweBookingNotice(tx, notice, { personId: booking.person_id, expiresAt: booking.ends_at })
  }
}
