import { readSessionFacts } from '../db/read/session.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotWatch } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/** A one-time way to look over somebody's shoulder; good for 30 seconds. Watching begins with the screen's line. */
export async function watchSession(
  parts: Pick<Parts, 'db' | 'desks'>,
  { by, sessionId }: { by: Person & { familyId: string }; sessionId: string },
): Promise<{ desk_url: string; expires_at: string }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotWatch(session, by))
  const way = await parts.desks.open({ id: sessionId, person_id: by.id, family_id: by.familyId, watch: true })
  return { desk_url: way.guacamole_url, expires_at: way.expires_at.toISOString() }
}
