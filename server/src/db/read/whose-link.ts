import type { LinkedWho } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import type { Parts } from '../../parts.ts'
import { readGoodLink } from './good-link.ts'

/** Whom a sign-in link would sign in, for the page that asks before it does. */
export async function readWhoseLink(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  token: string,
): Promise<z.infer<typeof LinkedWho>> {
  const { person, expiresAt } = await readGoodLink(db, { kind: 'sign_in', token, now: now() })
  return {
    name: person.name,
    email: person.email,
    totp_required: person.totp_confirmed_at !== null,
    expires_at: expiresAt.toISOString(),
  }
}
