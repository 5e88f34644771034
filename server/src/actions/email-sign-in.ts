import type { SignedIn } from '@taxi/contract/people.ts'
import type { EmailCode } from '@taxi/contract/safety.ts'
import type * as z from 'zod/mini'
import { lockPerson } from '../db/write/lock-person.ts'
import { Refusal } from '../domain/refusal.ts'
import { EMAIL_CODE_TRIES } from '../domain/tokens.ts'
import { isEmailCode } from '../outside/email-code.ts'
import type { Parts } from '../parts.ts'
import { type CameFrom, finishSignIn } from '../sign-in/finish-sign-in.ts'

/** Signs in with a mailed code: once, within ten minutes, and five tries in all. */
export async function emailSignIn(parts: Parts, input: z.output<typeof EmailCode>, from: CameFrom): Promise<SignedIn> {
  const { db, now, secrets } = parts
  const challenge = await db.email_codes.findUnique({ where: { id: input.challenge_id }, include: { person: true } })
  return finishSignIn(parts, {
    way: 'email',
    from,
    account: challenge?.person_id ?? challenge?.email ?? input.challenge_id,
    claimed: challenge?.person ?? null,
    totpCode: input.totp_code,
    // Counted at once, whatever comes of it: guesses at the same instant are as many tries.
    async check() {
      const { count } = await db.email_codes.updateMany({
        where: {
          id: input.challenge_id,
          tries: { lt: EMAIL_CODE_TRIES },
          used_at: null,
          expires_at: { gt: now() },
        },
        data: { tries: { increment: 1 } },
      })
      if (!challenge || count === 0) throw new Refusal('auth.code-spent')
      return isEmailCode(secrets, challenge, input.code)
    },
    async prove(tx) {
      const used = await tx.email_codes.updateMany({
        where: { id: input.challenge_id, used_at: null },
        data: { used_at: now() },
      })
      if (used.count === 0 || !challenge?.person) throw new Refusal('auth.code-spent')
      const person = await lockPerson(tx, challenge.person.id)
      return person?.email === challenge.email ? person : null
    },
  })
}
