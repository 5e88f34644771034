import type { MyQueue, OfferView, PlaceView, SlotQueue } from '@taxi/contract/queue.ts'
import { estimateOf, type Lengths, soonest } from './estimate.ts'
import { lineOf } from './line.ts'
import { type No, no, permissionOf } from './no.ts'
import { sessionToReturnTo, whyNotOccupy } from './occupy.ts'
import { whyNotPostpone } from './offer.ts'
import { mayPerson, type Person } from './person.ts'
import { type SlotFacts, slotStateOf } from './slot.ts'

/** A slot and what its line is called. */
export interface QueueSlot extends SlotFacts {
  name: string
  service: string
  serviceName: string
  lengths: Lengths | null
}

/** Why this person may not wait for this slot. What is ill or being cleaned comes back: one may wait for it. */
export function whyNotQueue(slot: SlotFacts, person: Person, now: Date): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (sessionToReturnTo(slot, person)) return no('queue.mine')
  const { state, why } = slotStateOf(slot, now)
  if (state === 'off' && why) return no(why)
  return whyNotOccupy(slot, person, now) ? null : no('queue.free')
}

/** Why this person may not wait for any slot of a service. */
export function whyNotQueueForAny(slots: SlotFacts[], person: Person, now: Date): No | null {
  const whys = slots.map(slot => whyNotQueue(slot, person, now))
  if (!whys.length) return no('queue.no-service')
  for (const code of ['auth.not-allowed', 'queue.mine', 'queue.free'] as const) {
    const found = whys.find(why => why?.code === code)
    if (found) return found
  }
  return whys.includes(null) ? null : (whys[0] ?? null)
}

export function whyNotLeave(slot: SlotFacts, person: { id: string }): No | null {
  return slot.line.some(waiting => waiting.personId === person.id) ? null : no('queue.unknown')
}

/** The line as this person sees it. */
export function slotQueueFor(slot: QueueSlot, person: { id: string }, now: Date): SlotQueue {
  const line = lineOf(slot)
  const ahead = line.indexOf(person.id)
  return {
    waiting: line.length,
    my_position: ahead < 0 ? null : ahead + 1,
    estimate: slotStateOf(slot, now).state === 'free' ? null : estimateOf(slot, ahead < 0 ? line.length : ahead, now),
  }
}

/** Everything this person waits for, read off the board. */
export function myQueueOf(board: QueueSlot[], person: Person, now: Date): MyQueue {
  const mine = board.filter(slot => !whyNotLeave(slot, person))
  const ids = new Set(mine.flatMap(slot => ownPlaces(slot, person).map(place => place.placeId)))
  return {
    places: [...ids].flatMap(id => placeViewOf(board, id, person, now) ?? []),
    offers: board.flatMap(slot => offerViewFor(slot, person, now) ?? []),
  }
}

/** One place: in the line of its slot, or at its best among the slots of its service. */
export function placeViewOf(board: QueueSlot[], placeId: string, person: Person, now: Date): PlaceView | null {
  const slots = board.filter(slot => slot.line.some(waiting => waiting.placeId === placeId))
  const queues = slots.map(slot => slotQueueFor(slot, person, now))
  const best = [...queues].sort((a, b) => (a.my_position ?? 0) - (b.my_position ?? 0))[0]
  const slot = slots[0]
  const place = slot?.line.find(waiting => waiting.placeId === placeId)
  if (!slot || !place || !best) return null
  return {
    id: placeId,
    slot_id: place.anySlot ? null : slot.id,
    service: place.anySlot ? slot.service : null,
    name: place.anySlot ? slot.serviceName : slot.name,
    position: best.my_position ?? 1,
    waiting: best.waiting,
    joined_at: place.joinedAt.toISOString(),
    estimate: soonest(queues.map(queue => queue.estimate)),
  }
}

/** The turn held for this person at this slot. */
export function offerViewFor(slot: QueueSlot, person: Person, now: Date): OfferView | null {
  const { held } = slot
  if (held?.personId !== person.id) return null
  return {
    id: held.id,
    slot_id: slot.id,
    slot_name: slot.name,
    service: slot.service,
    expires_at: held.expiresAt.toISOString(),
    may: {
      take: permissionOf(whyNotOccupy(slot, person, now)),
      pass: true,
      later: permissionOf(whyNotPostpone(slot, held.placeId)),
    },
  }
}

const ownPlaces = (slot: SlotFacts, person: { id: string }) =>
  slot.line.filter(waiting => waiting.personId === person.id)
