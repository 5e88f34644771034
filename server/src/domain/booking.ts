import type { BookingStatus } from '@taxi/contract/bookings.ts'
import type { EndReason } from '@taxi/contract/sessions.ts'
import type { Range } from './booking-time.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { nextPromise, type Promised, promisesOf } from './promised.ts'
import type { SlotFacts } from './slot.ts'

/** Everything the rules ask about a booking. */
export interface BookingFacts extends Range {
  personId: string
  status: BookingStatus
}

/** Before its time the booker may sit down by this much, when the slot is free. */
export const EARLY_MINUTES = 15
/** So long before a booking its person is reminded. */
export const REMIND_MINUTES = 15
const MINUTE = 60_000

/** Another person's booking is for them and for administrators to cancel; one that was come for is released instead. */
export function whyNotCancel(booking: BookingFacts, person: Person): No | null {
  if (booking.personId !== person.id && !mayPerson(person, 'slots:admin')) return no('auth.not-allowed')
  if (booking.status === 'active') return null
  return booking.status === 'kept' ? no('booking.kept') : no('booking.over')
}

/** The booking a turn of this person at this slot would be: the one whose time it is, or that begins in some minutes with nobody's before. */
export function bookingOfTurn(slot: SlotFacts, person: { id: string }, now: Date): Promised | null {
  const early = new Date(now.getTime() + EARLY_MINUTES * MINUTE)
  const own = promisesOf(slot).find(
    booking =>
      booking.slotId === slot.id && booking.personId === person.id && booking.startsAt <= early && booking.endsAt > now,
  )
  const others = nextPromise(slot, person, now)
  return own && !(others && others.startsAt < own.startsAt) ? own : null
}

/** When a turn of this person ends that begins now: with their booking, or after its full time; never beyond the next promise. */
export function endOfTurn(slot: SlotFacts, person: { id: string }, now: Date): Date {
  const full = bookingOfTurn(slot, person, now)?.endsAt ?? new Date(now.getTime() + slot.maxMinutes * MINUTE)
  const promise = nextPromise(slot, person, now)
  return promise && promise.startsAt < full ? promise.startsAt : full
}

/** The trouble of a machine is not the booker's: the booking stands, and its person is seated again. */
const OURS: readonly EndReason[] = ['start_failed', 'machine_lost', 'shutdown']

/** What becomes of a booking when the session that came of it ends before its person saw a picture. */
export function statusAfter(reason: EndReason): BookingStatus {
  if (OURS.includes(reason)) return 'active'
  return reason === 'manual' || reason === 'kicked' ? 'cancelled' : 'no_show'
}

/** What the clock has to do about a booking whose time it is. */
export type BookingDue = 'expire' | 'give' | null

/** A booking that could not be given until its end has expired; so has that of somebody who may use no slots any more. */
export function bookingDue(booking: BookingFacts & { mayUse: boolean; seated: boolean }, now: Date): BookingDue {
  if (booking.status !== 'active' || booking.seated) return null
  if (booking.endsAt <= now || !booking.mayUse) return 'expire'
  return booking.startsAt <= now ? 'give' : null
}
