import { hashOf, newToken } from '../../outside/secrets.ts'
import type { Transaction } from '../client.ts'

export type LinkKind = 'first_admin' | 'invitation' | 'telegram' | 'sign_in'

/** A one-time link's token, good for `ms`. Older unused ones of the same kind and person die. */
export async function makeLink(
  tx: Transaction,
  link: { kind: LinkKind; personId: string | null; now: Date; ms: number },
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(link.now.getTime() + link.ms)
  await tx.link_tokens.deleteMany({ where: { kind: link.kind, person_id: link.personId, used_at: null } })
  await tx.link_tokens.create({
    data: {
      token_hash: hashOf(token),
      kind: link.kind,
      person_id: link.personId,
      expires_at: expiresAt,
      created_at: link.now,
    },
  })
  return { token, expiresAt }
}
