import { enterDesk } from '../../../actions/enter-desk.ts'
import { extendSession } from '../../../actions/extend-session.ts'
import { makeTunnelPass } from '../../../actions/make-tunnel-pass.ts'
import { openDeskPass } from '../../../actions/open-desk-pass.ts'
import { releaseSlot } from '../../../actions/release-slot.ts'
import { renewDeskToken } from '../../../actions/renew-desk-token.ts'
import { resizeScreen } from '../../../actions/resize-screen.ts'
import { sayHere } from '../../../actions/say-here.ts'
import { deskSession } from '../../../db/read/desk-session.ts'
import { knownSession, ownSession } from '../../../db/read/session.ts'
import { handlers, type Who } from '../knock.ts'

/** A person without a desk page has no window. */
const windowOf = (who: Who) => (who.kind === 'desk' ? who.windowId : null)

export const deskHandlers = handlers({
  session: ({ parts, who, person, params }) =>
    who.kind === 'desk' ? deskSession(parts.db, params.id, person) : ownSession(parts.db, params.id, person.id),
  deskPass: ({ parts, signedIn, params }) =>
    openDeskPass(parts, { personId: signedIn.id, familyId: signedIn.familyId, sessionId: params.id }),
  enterDesk: ({ parts, body }) => enterDesk(parts, { sessionId: body.session_id, pass: body.pass }),
  tunnelPass: ({ parts, person, who, params, body }) =>
    makeTunnelPass(parts, { person, windowId: windowOf(who), sessionId: params.id, takeOver: body.take_over }),
  resizeScreen: ({ parts, person, params, body }) =>
    resizeScreen(parts, { personId: person.id, sessionId: params.id, wish: body }),
  deskExtend: async ({ parts, person, params }) =>
    knownSession(parts.db, await extendSession(parts, { personId: person.id, sessionId: params.id })),
  deskRelease: ({ parts, person, params, body }) =>
    releaseSlot(parts, { personId: person.id, sessionId: params.id, whenDone: body.deliver_when_done }),
  deskToken: ({ parts, person, who, params }) =>
    renewDeskToken(parts, { person, windowId: windowOf(who), sessionId: params.id }),
  here: async ({ parts, person, params }) => {
    await sayHere(parts, { personId: person.id, sessionId: params.id })
    return knownSession(parts.db, params.id)
  },
})
