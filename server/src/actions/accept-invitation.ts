import type { SignedIn } from '@taxi/contract/people.ts'
import { newSignIn } from '../db/write/new-sign-in.ts'
import { spendLink } from '../db/write/spend-link.ts'
import { insist } from '../domain/no.ts'
import { whyNotPassword } from '../domain/password.ts'
import { Refusal } from '../domain/refusal.ts'
import { hashPassword } from '../outside/password-hash.ts'
import type { Parts } from '../parts.ts'

/**
 * The invited person chooses a password and is signed in. Whoever was signed in with the old password is not
 * any more: an invitation is also the way out of a forgotten or stolen one.
 */
export async function acceptInvitation(
  parts: Parts,
  input: { token: string; password: string; name?: string | undefined },
): Promise<SignedIn> {
  const password_hash = await hashPassword(input.password)
  return parts.change(async tx => {
    const now = parts.now()
    const { personId } = await spendLink(tx, { kind: 'invitation', token: input.token, now })
    const invited = personId ? await tx.people.findUnique({ where: { id: personId } }) : null
    if (!invited || invited.disabled_at) throw new Refusal('auth.link-spent')
    insist(whyNotPassword(input.password, { email: invited.email, name: input.name ?? invited.name }))
    await tx.refresh_tokens.updateMany({
      where: { person_id: invited.id, revoked_at: null },
      data: { revoked_at: now },
    })
    const person = await tx.people.update({
      where: { id: invited.id },
      data: { password_hash, ...(input.name ? { name: input.name } : {}) },
    })
    await tx.announce({ about: 'person', id: person.id })
    return newSignIn(parts, tx, person)
  })
}
