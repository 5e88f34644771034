import type { Transaction } from '../db/client.ts'
import { readSlotFacts } from '../db/read/board.ts'
import { type DueBooking, readDueBookings } from '../db/read/due-bookings.ts'
import { readSessionFacts } from '../db/read/session.ts'
import { keepBooking } from '../db/write/keep-booking.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { oweBookingNotice } from '../db/write/owe-booking-notice.ts'
import { tellBooking } from '../db/write/tell-booking.ts'
import { writeTurn } from '../db/write/write-turn.ts'
import { bookingDue } from '../domain/booking.ts'
import { sessionToReturnTo, whyNotOccupy } from '../domain/occupy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { BoardSlot } from '../domain/slot-view.ts'
import { endsOf } from '../domain/timers.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>
const DAY = 24 * 3_600_000

/**
 * Seats the people whose booking begins, as soon as their slot is free; who sits there already keeps the seat for the
 * booking. What could not be given until its end has expired.
 */
export async function giveBookedSeats(parts: Needs): Promise<void> {
  for (const booking of await readDueBookings(parts.db, parts.now())) {
    const due = bookingDue(booking, parts.now())
    if (due === 'expire') await expire(parts, booking.id)
    if (due === 'give') await give(parts, booking)
  }
}

async function give(parts: Needs, booking: DueBooking): Promise<void> {
  // Looked at before the lock: a slot may be ill, or being cleaned, for a while.
  const seen = await readSlotFacts(parts.db, booking.slotId)
  if (!seen || whyNotOccupy(seen, booking.person, parts.now())) return
  try {
    await parts.change(async tx => {
      const slot = await lockSlot(tx, booking.slotId)
      const [now] = await readDueBookings(tx, parts.now(), booking.id)
      if (slot && now && bookingDue(now, parts.now()) === 'give') await seat(parts, tx, slot, booking)
    })
  } catch (error) {
    // Somebody was quicker, or the person has as many seats as one may have: looked at again in a second.
    if (!(error instanceof Refusal)) throw error
    parts.log.debug({ booking: booking.id, code: error.code }, 'the booked seat cannot be given yet')
  }
}

async function seat(parts: Needs, tx: Transaction, slot: BoardSlot, booking: DueBooking): Promise<void> {
  const mine = sessionToReturnTo(slot, booking.person)
  if (mine) return keepSeat(parts, tx, mine.id, booking)
  await writeTurn(tx, slot, booking.person, { now: parts.now(), asked: performance.now() })
  const notice = { what: 'given', id: booking.id } as const
  await oweBookingNotice(tx, notice, { personId: booking.personId, expiresAt: booking.endsAt })
}

/** The person sits there when the hour comes: their turn becomes the booking. One that had run out by then is left to end. */
async function keepSeat(parts: Needs, tx: Transaction, sessionId: string, booking: DueBooking): Promise<void> {
  const session = await lockSession(tx, sessionId)
  const facts = session && (await readSessionFacts(tx, sessionId))
  if (!facts || session.ended_at) return
  if (endsOf(facts, parts.config.AWAY_MINUTES).some(({ at }) => at < booking.startsAt)) return
  const ends_at = session.ends_at > booking.endsAt ? session.ends_at : booking.endsAt
  await tx.sessions.update({ where: { id: sessionId }, data: { booking_id: booking.id, ends_at } })
  if (session.first_frame_at) await keepBooking(tx, booking.id)
  else await tellBooking(tx, { id: booking.id, slot_id: booking.slotId })
}

async function expire(parts: Needs, id: string): Promise<void> {
  await parts.change(async tx => {
    await tx.$queryRaw`SELECT id FROM bookings WHERE id = ${id}::uuid FOR UPDATE`
    const [booking] = await readDueBookings(tx, parts.now(), id)
    if (!booking || bookingDue(booking, parts.now()) !== 'expire') return
    await tx.bookings.update({ where: { id }, data: { status: 'expired' } })
    await tellBooking(tx, { id, slot_id: booking.slotId })
    const expiresAt = new Date(parts.now().getTime() + DAY)
    if (booking.mayUse) await oweBookingNotice(tx, { what: 'expired', id }, { personId: booking.personId, expiresAt })
  })
}
