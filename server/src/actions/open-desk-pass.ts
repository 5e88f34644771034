import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotOpenDesk } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/** A new one-time way into the desk of the person's running session; good for 30 seconds. */
export async function openDeskPass(
  parts: Parts,
  { personId, familyId, sessionId }: { personId: string; familyId: string; sessionId: string },
): Promise<{ desk_url: string; expires_at: string }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotOpenDesk(session, { id: personId }))
  const opened = await parts.desks.open({ id: sessionId, person_id: personId, family_id: familyId })
  return { desk_url: opened.guacamole_url, expires_at: opened.expires_at.toISOString() }
}
