import type { SlotFacts } from './slot.ts'

/** Somebody in the line of a slot who may use it. */
export interface Waiting {
  placeId: string
  personId: string
  /** Waits for any slot of the service. */
  anySlot: boolean
  /** A turn is held for this place somewhere. */
  offered: boolean
  /** Has as many slots as one person may have at once: waits on, and is passed over until one is released. */
  full: boolean
  joinedAt: Date
}
/** What is asked about a line. */
export type LineFacts = Pick<SlotFacts, 'line' | 'ignoredBy' | 'session'>

/** Who is offered the slot next: the first who can take it, but not whoever just let it pass, unless nobody else waits. */
export function nextInLine(slot: LineFacts): Waiting | null {
  const waiting = slot.line.filter(each => isEligible(slot, each))
  return waiting.find(each => each.personId !== slot.ignoredBy) ?? waiting[0] ?? null
}

/** With whom a postponed turn is swapped. */
export function nextBehind(slot: LineFacts, placeId: string): Waiting | null {
  const index = slot.line.findIndex(each => each.placeId === placeId)
  const own = slot.line[index]
  const behind =
    own && slot.line.slice(index + 1).find(each => each.personId !== own.personId && isEligible(slot, each))
  return behind ?? null
}

/** Who waits, in order, each once: somebody may stand in a line for the slot and for its service. */
export function lineOf(slot: Pick<SlotFacts, 'line'>): string[] {
  return [...new Set(slot.line.map(waiting => waiting.personId))]
}

/** A place in several lines is offered one slot at a time. */
const isEligible = (slot: LineFacts, waiting: Waiting) =>
  !waiting.offered && !waiting.full && slot.session?.holder.id !== waiting.personId
