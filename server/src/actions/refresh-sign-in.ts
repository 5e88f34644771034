import { createHmac } from 'node:crypto'
import type { SignedIn } from '@taxi/contract/people.ts'
import type { Transaction } from '../db/client.ts'
import { endSignIns } from '../db/write/end-sign-ins.ts'
import { signedIn } from '../db/write/new-sign-in.ts'
import { oweStolenNotice } from '../db/write/owe-stolen-notice.ts'
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
      await endStolen(tx, token, now)
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

type Token = NonNullable<Awaited<ReturnType<typeof lockToken>>>

/** One of the two who hold this sign-in is not its person, and nobody knows which: it ends, and everybody concerned hears. */
async function endStolen(tx: Transaction, { person, family_id }: Token, now: Date): Promise<void> {
  await endSignIns(tx, { personId: person.id, only: family_id }, now)
  tx.record({ action: 'sign-in.stolen', actor: null, object: { kind: 'person', id: person.id, name: person.name } })
  await tx.announce({ about: 'stolen', id: family_id })
  await oweStolenNotice(tx, person, family_id, now)
}

async function rotate(tx: Transaction, token: Token, successor: string, now: Date): Promise<void> {
  const { created_at } = await tx.sign_ins.update({
    where: { family_id: token.family_id },
    data: { last_seen_at: now },
  })
  await tx.refresh_tokens.update({ where: { id: token.id }, data: { used_at: now } })
  await tx.refresh_tokens.create({
    data: {
      person_id: token.person_id,
      family_id: token.family_id,
      token_hash: hashOf(successor),
      created_at: now,
      expires_at: refreshExpiry(created_at, now),
    },
  })
}
