import { Refusal } from '../../domain/refusal.ts'
import { hashOf } from '../../outside/secrets.ts'
import type { Transaction } from '../client.ts'
import type { LinkKind } from './make-link.ts'

/** Uses a one-time link up and says whose it is; refuses a spent, old or unknown one. Of two at once one gets it. */
export async function spendLink(
  tx: Transaction,
  link: { kind: LinkKind; token: string; now: Date },
): Promise<{ personId: string | null }> {
  const token_hash = hashOf(link.token)
  const spent = await tx.link_tokens.updateMany({
    where: { token_hash, kind: link.kind, used_at: null, expires_at: { gt: link.now } },
    data: { used_at: link.now },
  })
  if (spent.count === 0) throw new Refusal('auth.link-spent')
  const row = await tx.link_tokens.findUniqueOrThrow({ where: { token_hash } })
  return { personId: row.person_id }
}
