import { BOARD_EPOCH_HEADER, BOARD_VERSION_HEADER } from '@taxi/contract/live.ts'
import { extendSession } from '../../../actions/extend-session.ts'
import { occupySlot } from '../../../actions/occupy-slot.ts'
import { releaseSlot } from '../../../actions/release-slot.ts'
import { knownSession } from '../../../db/read/session.ts'
import { knownSlot, slotIdOf } from '../../../db/read/slot-id.ts'
import { slotViewFor } from '../../../domain/slot-view.ts'
import { deskOfTurn, keptOfTurn } from '../desk-of-turn.ts'
import { answered, handlers } from '../knock.ts'

export const slotHandlers = handlers({
  slots: async ({ parts, person, response }) => {
    const { version, json } = await parts.board.listFor(person)
    response.setHeader(BOARD_EPOCH_HEADER, parts.board.epoch).setHeader(BOARD_VERSION_HEADER, version)
    response.setHeader('content-type', 'application/json; charset=utf-8')
    // Not `send`, which would encode and measure 36 kB anew for everybody: a third of the time such an answer takes.
    response.setHeader('content-length', json.length).end(json)
    return answered
  },
  slot: async ({ parts, person, params }) => slotViewFor(await knownSlot(parts.db, params.id), person, parts.now()),
  occupy: {
    run: async ({ parts, person, params, body }) => {
      const slotId = await slotIdOf(parts.db, params.id)
      return keptOfTurn(await occupySlot(parts, { person, slotId, machineId: body.machine_id }))
    },
    finish: deskOfTurn,
  },
  release: async ({ parts, person, params, body }) => {
    const slotId = await slotIdOf(parts.db, params.id)
    return releaseSlot(parts, { personId: person.id, slotId, whenDone: body.deliver_when_done })
  },
  extend: async ({ parts, person, params }) => {
    const slotId = await slotIdOf(parts.db, params.id)
    return knownSession(parts.db, await extendSession(parts, { personId: person.id, slotId }))
  },
})
