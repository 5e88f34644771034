import { readSessionFacts } from '../db/read/session.ts'
import { makePass } from '../db/write/make-pass.ts'
import { insist } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotOpenDesk } from '../domain/session.ts'
import type { Parts } from '../parts.ts'

/** A new one-time pass for the tunnel of a desk page that lost its line. */
export async function makeTunnelPass(
  parts: Parts,
  { personId, familyId, sessionId }: { personId: string; familyId: string | null; sessionId: string },
): Promise<{ tunnel_pass: string }> {
  const session = await readSessionFacts(parts.db, sessionId)
  if (!session) throw new Refusal('session.unknown')
  insist(whyNotOpenDesk(session, { id: personId }))
  return { tunnel_pass: await makePass(parts.db, { kind: 'tunnel', personId, sessionId, familyId, now: parts.now() }) }
}
