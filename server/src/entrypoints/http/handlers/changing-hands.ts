import { handOverSession } from '../../../actions/hand-over-session.ts'
import { stopWork } from '../../../actions/stop-work.ts'
import { readColleagues } from '../../../db/read/colleagues.ts'
import { knownSession, ownSession } from '../../../db/read/session.ts'
import { slotIdOf } from '../../../db/read/slot-id.ts'
import { handlers } from '../knock.ts'

export const changingHandsHandlers = handlers({
  colleagues: ({ parts, person }) => readColleagues(parts.db, person),
  deskColleagues: async ({ parts, person, params }) => {
    await ownSession(parts.db, params.id, person.id)
    return readColleagues(parts.db, person)
  },
  handOver: async ({ parts, person, params, body }) => {
    await handOverSession(parts, { personId: person.id, sessionId: params.id, heirId: body.person_id })
    return knownSession(parts.db, params.id)
  },
  stopWork: async ({ parts, person, params }) => {
    await stopWork(parts, { person, slotId: await slotIdOf(parts.db, params.id) })
    return { ok: true }
  },
})
