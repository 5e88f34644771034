import type { Transaction } from '../db/client.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'
import { beginAttempt, forgiveAttempt, settleAttempt } from './attempt.ts'
import { spendSecondFactor } from './second-factor.ts'

/**
 * Somebody who is signed in proves their second factor anew before it is touched. Guesses are counted for the person,
 * wherever they come from: whoever guesses here holds a token already.
 */
export async function withSecondFactor<T>(
  parts: Parts,
  { personId, code }: { personId: string; code: string },
  work: (tx: Transaction, person: peopleModel) => Promise<T>,
): Promise<T> {
  const attempt = await beginAttempt(parts, { account: 'second factor', address: personId, claimed: null })
  try {
    return await parts.change(async tx => {
      const person = await lockPerson(tx, personId)
      if (!person?.totp_confirmed_at || !(await spendSecondFactor(parts, tx, person, code)))
        throw new Refusal('auth.totp-wrong')
      await settleAttempt(tx, attempt)
      return work(tx, person)
    })
  } catch (error) {
    const isGuess = error instanceof Refusal && error.code === 'auth.totp-wrong'
    if (!isGuess) await forgiveAttempt(parts, attempt)
    else await parts.change(async tx => tx.record({ action: 'second-factor.wrong' }))
    throw error
  }
}
