import { bookedFrom, bookingOfTurn, nextPromise, promiseNow, settleBooking } from './bookings.ts'
import { eligibleFor, leave, lineOf, settle } from './line.ts'
import { isFree, isRunning, keptFor, MINUTE, type Seat, type Slot, type Taxi } from './taxi.ts'

export const LIMITS = {
  minutes: 120,
  idle: 20,
  away: 5,
  start: 10,
  noShow: 10,
  longestHours: 24,
  lostAfter: 3,
  shortest: 5,
}

export const isMine = (slot: Slot, person: string) => isRunning(slot.seat) && slot.seat.person === person

/** Nobody passes who waits: a free slot goes to whoever it is kept for, or who is next. */
export function maySit(taxi: Taxi, slot: Slot, person: string): boolean {
  if (isMine(slot, person)) return true
  if (!isFree(taxi, slot)) return false
  const promise = promiseNow(taxi, slot)
  if (promise) return promise.slot === slot.id && promise.person === person
  const kept = keptFor(taxi, slot)
  if (kept && kept.place.person !== person) return false
  if (slot.held) return true
  const next = eligibleFor(taxi, slot)[0]
  return !next || next.person === person
}

export function sit(taxi: Taxi, slot: Slot, person: string, session: string): void {
  if (isMine(slot, person)) return
  const booking = bookingOfTurn(taxi, slot, person)
  const full = booking?.to ?? taxi.now + LIMITS.minutes * MINUTE
  const endsAt = Math.min(full, nextPromise(taxi, slot, person)?.from ?? full)
  begin(taxi, slot, { person, session, endsAt, booking: booking?.id ?? null })
}

/** All of them or none; two that need one machine are never free at once. */
export function mayLaunch(taxi: Taxi, slots: Slot[], person: string): boolean {
  const taken = slots.filter(slot => !isMine(slot, person)).map(slot => slot.machine)
  return new Set(taken).size === taken.length && slots.every(slot => maySit(taxi, slot, person))
}

type Beginning = Pick<Seat, 'person' | 'session' | 'endsAt' | 'booking'>
export function begin(taxi: Taxi, slot: Slot, beginning: Beginning): void {
  if (slot.held) settle(slot)
  leave(taxi, beginning.person, slot)
  taxi.had.add(`${beginning.person} ${slot.id}`)
  slot.seat = {
    ...beginning,
    startedAt: taxi.now,
    readyAt: null,
    seenAt: null,
    inputAt: 0,
    awaySince: null,
    over: null,
    triedAt: Number.NEGATIVE_INFINITY,
    heir: null,
  }
}

export function end(taxi: Taxi, seat: Seat, reason: string): void {
  if (seat.over !== null) return
  seat.over = reason
  settleBooking(taxi, seat, reason)
}

export function mayExtend(taxi: Taxi, slot: Slot, person: string): boolean {
  const { seat } = slot
  if (!isRunning(seat) || seat.person !== person) return false
  const until = Math.min(longest(seat), bookedFrom(taxi, slot, seat))
  return lineOf(taxi, slot).every(place => place.person === person) && seat.endsAt < until
}

export function extend(taxi: Taxi, slot: Slot, seat: Seat): void {
  const until = Math.min(longest(seat), bookedFrom(taxi, slot, seat))
  seat.endsAt = Math.max(seat.endsAt, Math.min(taxi.now + LIMITS.minutes * MINUTE, until))
}

/** Nobody who waits is passed over: only the first of them may be handed the seat. */
export function mayHandOver(taxi: Taxi, slot: Slot, heir: string): boolean {
  const { seat } = slot
  if (!isRunning(seat) || seat.seenAt === null || seat.person === heir) return false
  const first = lineOf(taxi, slot).find(place => place.person !== seat.person)
  return (!first || first.person === heir) && canInherit(taxi, slot, heir)
}

/** Asked again in the moment the seat changes hands. */
export function canInherit(taxi: Taxi, slot: Slot, heir: string): boolean {
  const promise = nextPromise(taxi, slot, heir)
  return slot.machine.well !== false && (!promise || promise.from - taxi.now > LIMITS.shortest * MINUTE)
}

/** The heir has the time that was left. */
export function inherit(taxi: Taxi, slot: Slot, { heir, endsAt }: Seat): void {
  if (heir === null) return
  const left = Math.max(endsAt, taxi.now + LIMITS.shortest * MINUTE)
  const until = Math.min(left, nextPromise(taxi, slot, heir)?.from ?? left)
  slot.seat = null
  begin(taxi, slot, { person: heir, session: '', endsAt: until, booking: null })
}

const longest = (seat: Seat) => seat.startedAt + LIMITS.longestHours * 60 * MINUTE

/** The timer that ran out first, when one has. */
export function dueEnd(taxi: Taxi, slot: Slot, seat: Seat): string | null {
  const due = timersOf(taxi, slot, seat).filter(([at]) => at <= taxi.now)
  return due.sort(([a], [b]) => a - b)[0]?.[1] ?? null
}

export function timersOf(taxi: Taxi, slot: Slot, seat: Seat): [number, string][] {
  const booked = bookedFrom(taxi, slot, seat)
  const booking = taxi.bookings.find(({ id }) => id === seat.booking)
  const timers: [number, string][] = [booked <= seat.endsAt ? [booked, 'booking_due'] : [seat.endsAt, 'timeout']]
  if (seat.awaySince !== null) timers.push([seat.awaySince + LIMITS.away * MINUTE, 'disconnect'])
  else if (seat.seenAt !== null) timers.push([Math.max(seat.inputAt, seat.seenAt) + LIMITS.idle * MINUTE, 'idle'])
  else if (seat.readyAt !== null && booking)
    timers.push([Math.max(booking.from, seat.startedAt) + LIMITS.noShow * MINUTE, 'no_show'])
  else if (seat.readyAt !== null) timers.push([seat.readyAt + LIMITS.away * MINUTE, 'disconnect'])
  else timers.push([seat.startedAt + LIMITS.start * MINUTE, 'start_failed'])
  return timers
}
