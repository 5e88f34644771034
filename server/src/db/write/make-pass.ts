import { PASS_MS } from '../../domain/tokens.ts'
import { hashOf, newToken } from '../../outside/secrets.ts'
import type { Db } from '../client.ts'

/** `desk` opens the page of one's own session, `watch` that of another's, `tunnel` the screen for either. */
export type PassKind = 'desk' | 'watch' | 'tunnel'

/** A one-time pass; only its hash is kept. */
export async function makePass(
  db: Pick<Db, 'passes'>,
  pass: {
    kind: PassKind
    personId: string
    sessionId: string
    familyId: string | null
    windowId?: string | null
    now: Date
  },
): Promise<string> {
  const token = newToken()
  await db.passes.create({
    data: {
      pass_hash: hashOf(token),
      kind: pass.kind,
      person_id: pass.personId,
      session_id: pass.sessionId,
      family_id: pass.familyId,
      window_id: pass.windowId ?? null,
      expires_at: new Date(pass.now.getTime() + PASS_MS),
    },
  })
  return token
}
