import type { SignInLink } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import { makeLink } from '../db/write/make-link.ts'
import { SIGN_IN_LINK_MS } from '../domain/tokens.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'

/** A one-time link by which the person signs in elsewhere; good for ten minutes, an older one dies. */
export async function makeSignInLink(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  { personId, name, where }: { personId: string; name: string; where: 'portal' | 'bot' },
): Promise<z.infer<typeof SignInLink>> {
  const { token, expiresAt } = await parts.change(async tx => {
    tx.record({
      action: 'sign-in.link',
      actor: { id: personId, name },
      object: { kind: 'person', id: personId, name },
      after: { asked_in: where },
    })
    return makeLink(tx, { kind: 'sign_in', personId, now: parts.now(), ms: SIGN_IN_LINK_MS })
  })
  // The token stays in the fragment: it reaches no log on the way.
  return { url: `${publicUrl(parts.config)}/app/link#t=${token}`, expires_at: expiresAt.toISOString() }
}
