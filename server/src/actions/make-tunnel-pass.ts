import { readSessionFacts } from '../db/read/session.ts'
import { makePass } from '../db/write/make-pass.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotStayAtDesk } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/** A new one-time pass for the tunnel of a desk page that lost its line. */
export async function makeTunnelPass(
  parts: Parts,
  { person, familyId, sessionId }: { person: Person; familyId: string | null; sessionId: string },
): Promise<{ tunnel_pass: string }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotStayAtDesk(session, person))
  const who = { personId: person.id, sessionId, familyId }
  return { tunnel_pass: await makePass(parts.db, { kind: 'tunnel', ...who, now: parts.now() }) }
}
