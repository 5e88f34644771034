import { eligibleFor } from './line.ts'
import { type Booking, keptFor, MINUTE, type Seat, type Slot, type Taxi } from './taxi.ts'

const SHORTEST_TURN = 5 * MINUTE
const EARLY = 15 * MINUTE
const NOTICE = 10 * MINUTE
export const MOST_BOOKINGS = 2

/** Slots that need one machine are one seat. */
const isSameSeat = (taxi: Taxi, slot: Slot, id: string) =>
  taxi.slots.some(other => other.id === id && other.machine === slot.machine)

const isSeated = (taxi: Taxi, { id }: Booking) => taxi.slots.some(({ seat }) => seat?.booking === id)

/** Bookings at this seat that nobody has come for yet, soonest first. */
function promisesAt(taxi: Taxi, slot: Slot): Booking[] {
  return taxi.bookings
    .filter(booking => !booking.kept && !isSeated(taxi, booking) && isSameSeat(taxi, slot, booking.slot))
    .sort((a, b) => a.from - b.from)
}

/** The booking whose time it is, or that begins too soon for a turn before it. */
export function promiseNow(taxi: Taxi, slot: Slot): Booking | null {
  return promisesAt(taxi, slot).find(({ from, to }) => from <= taxi.now + SHORTEST_TURN && to > taxi.now) ?? null
}

export function nextPromise(taxi: Taxi, slot: Slot, person: string): Booking | null {
  return promisesAt(taxi, slot).find(booking => booking.person !== person && booking.to > taxi.now) ?? null
}

/** What a turn that begins now would be the booking of. */
export function bookingOfTurn(taxi: Taxi, slot: Slot, person: string): Booking | null {
  const own = promisesAt(taxi, slot).find(
    booking =>
      booking.slot === slot.id &&
      booking.person === person &&
      booking.from <= taxi.now + EARLY &&
      booking.to > taxi.now,
  )
  const others = nextPromise(taxi, slot, person)
  return own && !(others && others.from < own.from) ? own : null
}

/** When somebody else’s booking ends this seat. */
export function bookedFrom(taxi: Taxi, slot: Slot, { person, startedAt }: Seat): number {
  const others = taxi.bookings.filter(
    booking =>
      !booking.kept && booking.person !== person && booking.to > startedAt && isSameSeat(taxi, slot, booking.slot),
  )
  return Math.min(Number.POSITIVE_INFINITY, ...others.map(({ from }) => from))
}

export function mayBook(taxi: Taxi, slot: Slot, person: string, { from, to }: { from: number; to: number }): boolean {
  const inTheWay = taxi.bookings.some(other => isSameSeat(taxi, slot, other.slot) && other.from < to && other.to > from)
  const own = taxi.bookings.filter(booking => booking.person === person && !booking.kept && booking.to > taxi.now)
  if (inTheWay || own.length >= MOST_BOOKINGS) return false
  if (from >= taxi.now + NOTICE) return true
  const used = taxi.slots.find(other => other.machine === slot.machine && other.seat && !other.seat.over)?.seat
  if (used && used.person !== person && used.endsAt > from) return false
  const first = keptFor(taxi, slot)?.place.person ?? eligibleFor(taxi, slot)[0]?.person
  return !first || first === person
}

const NOBODYS_FAULT = ['start_failed', 'machine_lost']

/** The seat’s turn is over: what is left of its booking is given back; one nobody came for is gone, unless a machine was the reason. */
export function settleBooking(taxi: Taxi, seat: Seat, reason: string): void {
  const booking = taxi.bookings.find(({ id }) => id === seat.booking)
  if (!booking) return
  if (!booking.kept && !NOBODYS_FAULT.includes(reason)) drop(taxi, booking)
  if (!booking.kept || booking.to <= taxi.now) return
  booking.from = taxi.now > booking.from ? booking.from : seat.startedAt
  booking.to = Math.max(taxi.now, seat.startedAt + 1)
}

export function drop(taxi: Taxi, booking: Booking): void {
  taxi.bookings = taxi.bookings.filter(each => each !== booking)
}

/** Whose time it is, in order, and that nobody sits on yet; those whose time is over are dropped. */
export function dueBookings(taxi: Taxi): Booking[] {
  const due = taxi.bookings.filter(booking => !booking.kept && booking.from <= taxi.now && !isSeated(taxi, booking))
  for (const booking of due) if (booking.to <= taxi.now) drop(taxi, booking)
  return due.filter(booking => booking.to > taxi.now).sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}
