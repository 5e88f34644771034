import { randomUUID } from 'node:crypto'
import type { SignedIn } from '@taxi/contract/people.ts'
import type { SignInWay } from '@taxi/contract/safety.ts'
import { rolesOf } from '../../domain/person.ts'
import { ACCESS_SECONDS, refreshExpiry } from '../../domain/tokens.ts'
import { signAccessToken } from '../../outside/access-token.ts'
import { hashOf, newToken } from '../../outside/secrets.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import type { peopleModel } from '../generated/models.ts'
import { personOf } from '../read/person.ts'

/** How a sign-in came about. */
export interface SignInOrigin {
  way: SignInWay
  address: string
  agent: string
}

type Signing = Pick<Parts, 'now' | 'secrets'>

/** Writes a sign-in down, begins its family of refresh tokens and gives the first pair. */
export async function newSignIn(
  parts: Signing,
  tx: Pick<Transaction, 'sign_ins' | 'refresh_tokens'>,
  person: peopleModel,
  origin: SignInOrigin,
): Promise<SignedIn> {
  const now = parts.now()
  const familyId = randomUUID()
  const refreshToken = newToken()
  await tx.sign_ins.create({
    data: { family_id: familyId, person_id: person.id, created_at: now, last_seen_at: now, ...origin },
  })
  await tx.refresh_tokens.create({
    data: {
      person_id: person.id,
      family_id: familyId,
      token_hash: hashOf(refreshToken),
      created_at: now,
      expires_at: refreshExpiry(now, now),
    },
  })
  return signedIn(parts, person, familyId, refreshToken)
}

export function signedIn(parts: Signing, person: peopleModel, familyId: string, refreshToken: string): SignedIn {
  return {
    token: signAccessToken(parts, { personId: person.id, familyId }),
    refresh_token: refreshToken,
    expires_in: ACCESS_SECONDS,
    user: { id: person.id, email: person.email, name: person.name, roles: rolesOf(personOf(person)) },
  }
}
