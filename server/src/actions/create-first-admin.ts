import type { FirstAdmin, SignedIn } from '@taxi/contract/people.ts'
import type * as z from 'zod/mini'
import { spendLink } from '../db/write/spend-link.ts'
import { insist } from '../domain/no.ts'
import { whyNotPassword } from '../domain/password.ts'
import { permissionsOfRole } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { isCommonPassword } from '../outside/common-passwords.ts'
import { hashPassword } from '../outside/password-hash.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

/** Makes the first administrator with the link printed at start, and signs them in. Once only. */
export async function createFirstAdmin(
  parts: Parts,
  input: z.output<typeof FirstAdmin>,
  from: CameFrom,
): Promise<SignedIn> {
  insist(whyNotPassword(input.password, { ...input, isCommon: isCommonPassword(input.password) }))
  const password_hash = await hashPassword(input.password)
  return finishSignIn(parts, {
    way: 'first_admin',
    from,
    account: 'first administrator',
    claimed: null,
    async prove(tx) {
      await spendLink(tx, { kind: 'first_admin', token: input.token, now: parts.now() })
      if (await tx.people.count({ where: { is_admin: true } })) throw new Refusal('auth.link-spent')
      const email = input.email.toLowerCase()
      if (await tx.people.findUnique({ where: { email } })) throw new Refusal('person.exists')
      const person = await tx.people.create({
        data: {
          name: input.name,
          email,
          password_hash,
          is_admin: true,
          ...(input.locale ? { locale: input.locale } : {}),
          permissions: permissionsOfRole('admin'),
          created_at: parts.now(),
        },
      })
      await tx.announce({ about: 'person', id: person.id })
      return person
    },
  })
}
