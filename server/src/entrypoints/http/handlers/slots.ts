import { BOARD_VERSION_HEADER } from '@taxi/contract/live.ts'
import { Occupied } from '@taxi/contract/sessions.ts'
import * as z from 'zod/mini'
import { extendSession } from '../../../actions/extend-session.ts'
import { occupySlot } from '../../../actions/occupy-slot.ts'
import { releaseSlot } from '../../../actions/release-slot.ts'
import { knownSession } from '../../../db/read/session.ts'
import { knownSlot, slotIdOf } from '../../../db/read/slot-id.ts'
import { slotViewFor } from '../../../domain/slot-view.ts'
import { answered, handlers } from '../knock.ts'

/** The pass in the address works once and is stored nowhere: a repeat gets a fresh one. */
const Kept = z.omit(Occupied, { guacamole_url: true })

export const slotHandlers = handlers({
  slots: async ({ parts, person, response }) => {
    const { version, json } = await parts.board.listFor(person)
    response.set(BOARD_VERSION_HEADER, String(version)).type('json').send(json)
    return answered
  },
  slot: async ({ parts, person, params }) => slotViewFor(await knownSlot(parts.db, params.id), person),
  occupy: {
    run: async ({ parts, person, params }) => {
      const slotId = await slotIdOf(parts.db, params.id)
      const taken = await occupySlot(parts, { person, slotId })
      const { sessionId, vmId, endsAt, started } = taken
      return { session_id: sessionId, vm_id: vmId, ends_at: endsAt.toISOString(), started }
    },
    finish: async ({ parts, signedIn, response }, result) => {
      const kept = Kept.parse(result)
      const family_id = signedIn.familyId
      const { guacamole_url } = await parts.desks.open({ id: kept.session_id, person_id: signedIn.id, family_id })
      response.status(kept.started ? 201 : 200)
      return { ...kept, guacamole_url }
    },
  },
  release: async ({ parts, person, params }) =>
    releaseSlot(parts, { personId: person.id, slotId: await slotIdOf(parts.db, params.id) }),
  extend: async ({ parts, person, params }) => {
    const slotId = await slotIdOf(parts.db, params.id)
    return knownSession(parts.db, await extendSession(parts, { personId: person.id, slotId }))
  },
})
