import { readSessionFacts } from '../db/read/session.ts'
import { makePass } from '../db/write/make-pass.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotStayAtDesk } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/**
 * A new one-time pass for the tunnel of a desk page that lost its line. A page that comes back to its own tunnel gets
 * it unasked; one that would take the desk from another window has to say so.
 */
export async function makeTunnelPass(
  parts: Parts,
  asked: {
    person: Person & { familyId: string | null }
    windowId: string | null
    sessionId: string
    takeOver?: boolean | undefined
  },
): Promise<{ tunnel_pass: string }> {
  const { person, windowId, sessionId } = asked
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotStayAtDesk(session, person, windowId !== null))
  const isOwner = session.personId === person.id
  if (isOwner && !asked.takeOver && (await parts.desks.isInUse(sessionId, windowId))) throw new Refusal('desk.in-use')
  const who = { personId: person.id, sessionId, familyId: person.familyId, windowId }
  return { tunnel_pass: await makePass(parts.db, { kind: 'tunnel', ...who, now: parts.now() }) }
}
