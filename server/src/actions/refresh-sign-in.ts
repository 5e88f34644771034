import { createHmac } from 'node:crypto'
import type { SignedIn } from '@taxi/contract/people.ts'
import type { Transaction } from '../db/client.ts'
import { signedIn } from '../db/write/new-sign-in.ts'
import { Refusal } from '../domain/refusal.ts'
import { refreshExpiry, verdictOnRefresh } from '../domain/tokens.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'

/**
 * Exchanges a refresh token for the next pair. A token used again within ten seconds gets the same next one (its
 * answer was lost on the way); later it counts as stolen and the whole family ends.
 */
export async function refreshSignIn(parts: Parts, refreshToken: string): Promise<SignedIn> {
  const next = await parts.change(async tx => {
    const now = parts.now()
    const token = await lockToken(tx, hashOf(refreshToken))
    const verdict = verdictOnRefresh(
      token && { expiresAt: token.expires_at, usedAt: token.used_at, revokedAt: token.revoked_at },
      now,
    )
    if (!token || verdict === 'dead' || token.person.disabled_at) return null
    if (verdict === 'stolen') {
      await tx.refresh_tokens.updateMany({ where: { family_id: token.family_id }, data: { revoked_at: now } })
      await tx.announce({ about: 'person', id: token.person_id })
      parts.log.warn({ person: token.person_id }, 'a spent refresh token came back: this sign-in was ended')
      return null
    }
    const successor = successorOf(parts, refreshToken)
    if (verdict === 'rotate') await rotate(tx, token, successor, now)
    return signedIn(parts, token.person, token.family_id, successor)
  })
  // Said after the commit: a refusal inside would roll the family's end back.
  if (!next) throw new Refusal('auth.required')
  return next
}

/** Made from the token before it, so that a repeat gets the same one although only hashes are kept. */
function successorOf({ secrets }: Parts, refreshToken: string): string {
  return createHmac('sha256', secrets.tokenKey).update(`refresh|${refreshToken}`).digest('base64url')
}

async function lockToken(tx: Transaction, token_hash: string) {
  await tx.$queryRaw`SELECT id FROM refresh_tokens WHERE token_hash = ${token_hash} FOR UPDATE`
  return tx.refresh_tokens.findUnique({ where: { token_hash }, include: { person: true } })
}

async function rotate(
  tx: Transaction,
  token: { id: string; person_id: string; family_id: string },
  successor: string,
  now: Date,
): Promise<void> {
  const first = await tx.refresh_tokens.findFirst({
    where: { family_id: token.family_id },
    orderBy: { created_at: 'asc' },
  })
  await tx.refresh_tokens.update({ where: { id: token.id }, data: { used_at: now } })
  await tx.refresh_tokens.create({
    data: {
      person_id: token.person_id,
      family_id: token.family_id,
      token_hash: hashOf(successor),
      created_at: now,
      expires_at: refreshExpiry(first?.created_at ?? now, now),
    },
  })
}
