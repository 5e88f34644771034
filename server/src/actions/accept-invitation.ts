import type { AcceptInvitation, SignedIn } from '@taxi/contract/people.ts'
import type * as z from 'zod/mini'
import { readGoodLink } from '../db/read/good-link.ts'
import { endSignIns } from '../db/write/end-sign-ins.ts'
import { spendLink } from '../db/write/spend-link.ts'
import { insist } from '../domain/no.ts'
import { whyNotPassword } from '../domain/password.ts'
import { isCommonPassword } from '../outside/common-passwords.ts'
import { hashPassword } from '../outside/password-hash.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

/**
 * The invited person chooses a password and is signed in. Whoever was signed in with the old password is not any more:
 * an invitation is also the way out of a forgotten or stolen one, though not past a second factor.
 */
export async function acceptInvitation(
  parts: Parts,
  input: z.output<typeof AcceptInvitation>,
  from: CameFrom,
): Promise<SignedIn> {
  const link = { kind: 'invitation', token: input.token, now: parts.now() } as const
  const { person: invited } = await readGoodLink(parts.db, link)
  const isCommon = isCommonPassword(input.password)
  insist(whyNotPassword(input.password, { email: invited.email, name: input.name ?? invited.name, isCommon }))
  const password_hash = await hashPassword(input.password)
  return finishSignIn(parts, {
    way: 'invitation',
    from,
    account: invited.id,
    claimed: invited,
    totpCode: input.totp_code,
    async prove(tx) {
      await spendLink(tx, link)
      await endSignIns(tx, { personId: invited.id }, link.now)
      tx.record({
        action: 'person.password',
        actor: invited,
        object: { kind: 'person', id: invited.id, name: invited.name },
      })
      return tx.people.update({
        where: { id: invited.id },
        data: { password_hash, ...(input.name ? { name: input.name } : {}) },
      })
    },
  })
}
