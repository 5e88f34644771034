import { joinQueue } from '../../../actions/join-queue.ts'
import { leaveQueue } from '../../../actions/leave-queue.ts'
import { passOffer } from '../../../actions/pass-offer.ts'
import { postponeOffer } from '../../../actions/postpone-offer.ts'
import { takeOffer } from '../../../actions/take-offer.ts'
import { knownPlace, readMyQueue } from '../../../db/read/queue.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { deskOfTurn, keptOfTurn } from '../desk-of-turn.ts'
import { handlers } from '../knock.ts'

export const queueHandlers = handlers({
  joinQueue: async ({ parts, person, params }) => {
    const line = { slotId: await slotIdOf(parts.db, params.id) }
    return knownPlace(parts.db, await joinQueue(parts, { person, line }), person, parts.now())
  },
  leaveQueue: async ({ parts, person, params }) => {
    await leaveQueue(parts, { personId: person.id, slotId: await slotIdOf(parts.db, params.id) })
    return { ok: true }
  },
  joinServiceQueue: async ({ parts, person, body }) => {
    const line = { service: body.service }
    return knownPlace(parts.db, await joinQueue(parts, { person, line }), person, parts.now())
  },
  myQueue: ({ parts, person }) => readMyQueue(parts.db, person, parts.now()),
  takeOffer: {
    run: async ({ parts, person, params }) => keptOfTurn(await takeOffer(parts, { person, offerId: params.id })),
    finish: deskOfTurn,
  },
  passOffer: async ({ parts, person, params }) => {
    await passOffer(parts, { personId: person.id, offerId: params.id })
    return { ok: true }
  },
  laterOffer: async ({ parts, person, params }) => {
    await postponeOffer(parts, { personId: person.id, offerId: params.id })
    return { ok: true }
  },
})
