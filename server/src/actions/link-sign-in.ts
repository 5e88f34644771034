import type { SignedIn } from '@taxi/contract/people.ts'
import type { LinkExchange } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import { readGoodLink } from '../db/read/good-link.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { spendLink } from '../db/write/spend-link.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

/** Signs in with a one-time link of the bot or the profile. */
export async function linkSignIn(
  parts: Parts,
  input: z.output<typeof LinkExchange>,
  from: CameFrom,
): Promise<SignedIn> {
  const link = { kind: 'sign_in', token: input.token, now: parts.now() } as const
  const { person } = await readGoodLink(parts.db, link)
  return finishSignIn(parts, {
    way: 'link',
    from,
    account: person.id,
    claimed: person,
    totpCode: input.totp_code,
    async prove(tx) {
      await spendLink(tx, link)
      return lockPerson(tx, person.id)
    },
  })
}
