import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotOpenDesk } from '../domain/session.ts'
import { signDeskToken } from '../outside/access-token.ts'
import type { Parts } from '../parts.ts'

/** A fresh token for a desk page whose session still runs. */
export async function renewDeskToken(
  parts: Parts,
  who: { personId: string; familyId: string | null; sessionId: string },
): Promise<{ token: string }> {
  const session = await readSessionFacts(parts.db, who.sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotOpenDesk(session, { id: who.personId }))
  return { token: signDeskToken(parts, who) }
}
