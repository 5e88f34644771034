import { promiseNow } from './bookings.ts'
import { isFree, keptFor, type Place, SECOND, type Slot, type Taxi } from './taxi.ts'

const HELD_MS = 90 * SECOND
const IGNORED_TO_DROP = 2

/** Who waits for this slot, first come first. */
export function lineOf(taxi: Taxi, slot: Slot): Place[] {
  return taxi.line.filter(place => place.slot === slot.id || place.service === slot.service)
}

/** One place is offered one slot at a time. */
export const isOffered = (taxi: Taxi, place: Place) => taxi.slots.some(slot => slot.held?.place === place)

/** Who could be offered the slot, in order; whoever let the last turn pass in silence comes after the others. */
export function eligibleFor(taxi: Taxi, slot: Slot): Place[] {
  const line = lineOf(taxi, slot)
  const silent = slot.ignoredBy && line.includes(slot.ignoredBy) ? slot.ignoredBy.person : null
  const waiting = line.filter(place => !isOffered(taxi, place) && slot.seat?.person !== place.person)
  return [...waiting.filter(place => place.person !== silent), ...waiting.filter(place => place.person === silent)]
}

/** Takes a place in a line; who stands in it already keeps that one. */
export function join(taxi: Taxi, place: Omit<Place, 'ignored'>): void {
  if (!taxi.line.some(each => each.id === place.id)) taxi.line.push({ ...place, ignored: 0 })
}

/** Ends what the person has in the line of this slot; turns that those places were given are let go. */
export function leave(taxi: Taxi, person: string, slot: Slot): void {
  const ended = lineOf(taxi, slot).filter(place => place.person === person)
  for (const each of taxi.slots) if (each.held && ended.includes(each.held.place)) settle(each)
  taxi.line = taxi.line.filter(place => !ended.includes(place))
}

export function settle(slot: Slot, how: 'ignored' | 'otherwise' = 'otherwise'): void {
  slot.ignoredBy = how === 'ignored' ? (slot.held?.place ?? null) : null
  slot.held = null
}

/** With whom a postponed turn is swapped. */
export function nextBehind(taxi: Taxi, slot: Slot, own: Place): Place | null {
  const line = lineOf(taxi, slot)
  const behind = line.slice(line.indexOf(own) + 1)
  return behind.find(place => place.person !== own.person && !isOffered(taxi, place)) ?? null
}

/** The next gets the turn, its own person stands behind them now. Nobody else’s order changes. */
export function postpone(taxi: Taxi, slot: Slot, own: Place, next: Place): void {
  settle(slot)
  taxi.line = taxi.line.flatMap(place => (place === own ? [] : place === next ? [next, own] : [place]))
  slot.held = { place: next, until: taxi.now + HELD_MS }
}

/** A turn that would have to end at once is none. */
export const mayBeOffered = (taxi: Taxi, slot: Slot) => isFree(taxi, slot) && !promiseNow(taxi, slot)

/** What follows at this slot by now: a turn let go, the next one offered. */
export function moveTurn(taxi: Taxi, slot: Slot): void {
  const { held } = slot
  if (held && (!mayBeOffered(taxi, slot) || !lineOf(taxi, slot).includes(held.place))) settle(slot)
  else if (held && held.until <= taxi.now) ignore(taxi, slot, held.place)
  else if (held) return
  else {
    const next = mayBeOffered(taxi, slot) && !keptFor(taxi, slot) ? eligibleFor(taxi, slot)[0] : null
    if (next) slot.held = { place: next, until: taxi.now + HELD_MS }
    return
  }
  moveTurn(taxi, slot)
}

function ignore(taxi: Taxi, slot: Slot, place: Place): void {
  settle(slot, 'ignored')
  place.ignored++
  if (place.ignored >= IGNORED_TO_DROP) leave(taxi, place.person, slot)
}
