import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotStayAtDesk } from '../domain/session.ts'
import { signDeskToken } from '../outside/access-token.ts'
import type { Parts } from '../parts.ts'

/** A fresh token for a desk page whose session still runs. */
export async function renewDeskToken(
  parts: Parts,
  {
    person,
    windowId,
    sessionId,
  }: { person: Person & { familyId: string | null }; windowId: string | null; sessionId: string },
): Promise<{ token: string }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotStayAtDesk(session, person, windowId !== null))
  return { token: signDeskToken(parts, { personId: person.id, familyId: person.familyId, sessionId, windowId }) }
}
