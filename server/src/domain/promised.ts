import type { SeatTaken, SlotFacts } from './slot.ts'

/** A booking that still waits for its person: nobody has come for it yet. */
export interface Promised {
  id: string
  /** Of a neighbour on the same machine, when it is not the slot's own. */
  slotId: string
  personId: string
  name: string
  startsAt: Date
  endsAt: Date
}

/** A turn shorter than this is not worth sitting down for: so long before a booking the slot is kept free. */
export const SHORTEST_TURN_MINUTES = 5
const MINUTE = 60_000

type PromisedSlot = Pick<SlotFacts, 'id' | 'machines' | 'bookings'>

/** The booking whose time it is, or that begins so soon that no turn fits before it. */
export function promiseAt(slot: PromisedSlot, now: Date): Promised | null {
  const soon = new Date(now.getTime() + SHORTEST_TURN_MINUTES * MINUTE)
  return promisesOf(slot).find(({ startsAt, endsAt }) => startsAt <= soon && endsAt > now) ?? null
}

/** The next booking of somebody else: a turn of this person cannot last longer than until it begins. */
export function nextPromise(slot: PromisedSlot, person: { id: string }, now: Date): Promised | null {
  return promisesOf(slot).find(({ personId, endsAt }) => personId !== person.id && endsAt > now) ?? null
}

/** When a running session at this slot ends: with its time, or when the slot is promised to somebody else. */
export function endOfSeat(slot: PromisedSlot, { holder, endsAt }: SeatTaken, now: Date): Date {
  const promise = nextPromise(slot, holder, now)
  return promise && promise.startsAt < endsAt ? promise.startsAt : endsAt
}

/** A neighbour's booking counts where its machine is this slot's only one. */
export function promisesOf({ id, machines, bookings }: PromisedSlot): Promised[] {
  const alone = machines.filter(machine => machine.isActive && !machine.isDraining).length <= 1
  return bookings.filter(booking => booking.slotId === id || alone)
}
