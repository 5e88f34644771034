import { hashOf } from '../../outside/secrets.ts'
import type { Db } from '../client.ts'
import type { PassKind } from './make-pass.ts'

/** Uses a pass up and says whose it is; null when it is spent, too old, of another kind or for another session. Of two at once one gets in. */
export async function spendPass(
  db: Pick<Db, 'passes'>,
  pass: { kinds: PassKind[]; token: string; sessionId: string; now: Date },
): Promise<{ kind: PassKind; personId: string; familyId: string | null; windowId: string | null } | null> {
  const pass_hash = hashOf(pass.token)
  const spent = await db.passes.updateMany({
    where: {
      pass_hash,
      kind: { in: pass.kinds },
      session_id: pass.sessionId,
      used_at: null,
      expires_at: { gt: pass.now },
    },
    data: { used_at: pass.now },
  })
  if (spent.count === 0) return null
  const row = await db.passes.findUniqueOrThrow({ where: { pass_hash } })
  return { kind: row.kind as PassKind, personId: row.person_id, familyId: row.family_id, windowId: row.window_id }
}
