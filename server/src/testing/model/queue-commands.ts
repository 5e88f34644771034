import { joinQueue } from '../../actions/join-queue.ts'
import { leaveQueue } from '../../actions/leave-queue.ts'
import { passOffer } from '../../actions/pass-offer.ts'
import { postponeOffer } from '../../actions/postpone-offer.ts'
import { takeOffer } from '../../actions/take-offer.ts'
import { command, heldFor, slotIn } from './command.ts'
import { join, leave, lineOf, moveTurn, nextBehind, postpone, settle } from './line.ts'
import type { Slot, Taxi } from './taxi.ts'
import { maySit, sit } from './turns.ts'
import type { World } from './world.ts'

export const queues = (name: string, id: string) =>
  command({
    words: `${name} queues for ${id}`,
    may: taxi => {
      const slot = slotIn(taxi, id)
      return lineOf(taxi, slot).some(place => place.person === name) || !maySit(taxi, slot, name)
    },
    act: world => joinQueue(world.parts, { person: world.person(name), line: { slotId: id } }),
    after: (taxi, place) => join(taxi, { id: place, person: name, slot: id, service: null }),
  })

export const queuesForAny = (name: string, service: string) =>
  command({
    words: `${name} queues for any ${service}`,
    may: taxi =>
      taxi.line.some(place => place.person === name && place.service === service) ||
      !taxi.slots.some(slot => slot.service === service && maySit(taxi, slot, name)),
    act: world => joinQueue(world.parts, { person: world.person(name), line: { service } }),
    after: (taxi, place) => join(taxi, { id: place, person: name, slot: null, service }),
  })

export const leaves = (name: string, id: string) =>
  command({
    words: `${name} leaves the line of ${id}`,
    may: taxi => lineOf(taxi, slotIn(taxi, id)).some(place => place.person === name),
    act: world => leaveQueue(world.parts, { personId: world.person(name).id, slotId: id }),
    after: taxi => {
      leave(taxi, name, slotIn(taxi, id))
      moveTurn(taxi, slotIn(taxi, id))
    },
  })

/** Answers the turn that is held for somebody. */
const answers = (
  name: string,
  how: 'takes' | 'passes' | 'postpones',
  act: (world: World, offerId: string) => Promise<unknown>,
  after: (taxi: Taxi, slot: Slot, result: unknown) => void,
) =>
  command({
    words: `${name} ${how} the held turn`,
    fits: taxi => heldFor(taxi, name) !== undefined,
    may: taxi => {
      const slot = heldFor(taxi, name)
      if (!slot?.held || slot.held.until <= taxi.now) return false
      if (how === 'takes') return maySit(taxi, slot, name)
      return how === 'passes' || nextBehind(taxi, slot, slot.held.place) !== null
    },
    act: async (world, taxi) => {
      const slot = heldFor(taxi, name)
      const offer = await world.parts.db.offers.findFirstOrThrow({
        where: { slot_id: slot?.id ?? '', settled_at: null },
      })
      return act(world, offer.id)
    },
    after: (taxi, result) => after(taxi, heldFor(taxi, name) as Slot, result),
  })

export const takesTurn = (name: string) =>
  answers(
    name,
    'takes',
    (world, offerId) => takeOffer(world.parts, { person: world.person(name), offerId }).then(turn => turn.sessionId),
    (taxi, slot, session) => sit(taxi, slot, name, String(session)),
  )

export const passesTurn = (name: string) =>
  answers(
    name,
    'passes',
    (world, offerId) => passOffer(world.parts, { personId: world.person(name).id, offerId }),
    (taxi, slot) => {
      settle(slot)
      leave(taxi, name, slot)
      moveTurn(taxi, slot)
    },
  )

export const postponesTurn = (name: string) =>
  answers(
    name,
    'postpones',
    (world, offerId) => postponeOffer(world.parts, { personId: world.person(name).id, offerId }),
    (taxi, slot) => {
      const own = slot.held?.place
      const next = own && nextBehind(taxi, slot, own)
      if (own && next) postpone(taxi, slot, own, next)
    },
  )
