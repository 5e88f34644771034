import { eligibleFor, leave, lineOf, settle } from './line.ts'
import { isFree, isRunning, keptFor, MINUTE, type Seat, type Slot, type Taxi } from './taxi.ts'

export const LIMITS = { minutes: 120, idle: 20, away: 5, start: 10, longestHours: 24, lostAfter: 3 }

export const isMine = (slot: Slot, person: string) => isRunning(slot.seat) && slot.seat.person === person

/** Nobody passes who waits: a free slot goes to whoever it is kept for, or who is next. */
export function maySit(taxi: Taxi, slot: Slot, person: string): boolean {
  if (isMine(slot, person)) return true
  if (!isFree(taxi, slot)) return false
  const kept = keptFor(taxi, slot)
  if (kept && kept.place.person !== person) return false
  if (slot.held) return true
  const next = eligibleFor(taxi, slot)[0]
  return !next || next.person === person
}

export function sit(taxi: Taxi, slot: Slot, person: string, session: string): void {
  if (isMine(slot, person)) return
  if (slot.held) settle(slot)
  leave(taxi, person, slot)
  taxi.had.add(`${person} ${slot.id}`)
  slot.seat = {
    session,
    person,
    startedAt: taxi.now,
    endsAt: taxi.now + LIMITS.minutes * MINUTE,
    readyAt: null,
    seenAt: null,
    inputAt: 0,
    awaySince: null,
    over: null,
    triedAt: Number.NEGATIVE_INFINITY,
  }
}

export function mayExtend(taxi: Taxi, slot: Slot, person: string): boolean {
  const { seat } = slot
  if (!isRunning(seat) || seat.person !== person) return false
  return lineOf(taxi, slot).every(place => place.person === person) && seat.endsAt < longest(seat)
}

export function extend(taxi: Taxi, seat: Seat): void {
  seat.endsAt = Math.max(seat.endsAt, Math.min(taxi.now + LIMITS.minutes * MINUTE, longest(seat)))
}

const longest = (seat: Seat) => seat.startedAt + LIMITS.longestHours * 60 * MINUTE

/** The timer that ran out first, when one has. */
export function dueEnd(taxi: Taxi, seat: Seat): string | null {
  const due = timersOf(seat).filter(([at]) => at <= taxi.now)
  return due.sort(([a], [b]) => a - b)[0]?.[1] ?? null
}

function timersOf(seat: Seat): [number, string][] {
  const timers: [number, string][] = [[seat.endsAt, 'timeout']]
  if (seat.awaySince !== null) timers.push([seat.awaySince + LIMITS.away * MINUTE, 'disconnect'])
  else if (seat.seenAt !== null) timers.push([Math.max(seat.inputAt, seat.seenAt) + LIMITS.idle * MINUTE, 'idle'])
  else if (seat.readyAt !== null) timers.push([seat.readyAt + LIMITS.away * MINUTE, 'disconnect'])
  else timers.push([seat.startedAt + LIMITS.start * MINUTE, 'start_failed'])
  return timers
}
