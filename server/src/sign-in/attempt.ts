import { type Counted, countAttempt } from '../db/write/count-attempt.ts'
import { Refusal } from '../domain/refusal.ts'
import { ATTEMPTS, WRONG, WRONG_FROM_ADDRESS } from '../domain/sign-in.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'

/** One attempt, written down before the proof is looked at: it counts as wrong until it turns out otherwise. */
export interface Attempt {
  /** Account and address together; a hash, since people type passwords where names belong. */
  key: string
  ids: bigint[]
}

const WRONG_KIND = 'sign-in.wrong'

/** Counts an attempt at this account from this address, or refuses it while the two, or the address, must rest. */
export async function beginAttempt(
  parts: Pick<Parts, 'change' | 'now'>,
  { account, address, claimed }: { account: string; address: string; claimed: { id: string; name: string } | null },
): Promise<Attempt> {
  const key = hashOf(`${account}|${address}`)
  const counted: Counted[] = [
    { kind: 'sign-in', key, limit: ATTEMPTS },
    { kind: WRONG_KIND, key, limit: WRONG },
    { kind: 'sign-in.wrong-from', key: address, limit: WRONG_FROM_ADDRESS },
  ]
  const { seconds, ids } = await parts.change(async tx => {
    const outcome = await countAttempt(tx, counted, parts.now())
    // Once per rest is enough for the log, however often somebody hammers.
    const noted = { kind: 'sign-in.refused', key, limit: ONCE_PER_REST }
    if (outcome.seconds > 0 && (await countAttempt(tx, [noted], parts.now())).seconds === 0)
      tx.record({
        action: 'sign-in.refused',
        actor: null,
        ...aboutPerson(claimed),
        after: { seconds: outcome.seconds },
      })
    return outcome
  })
  // Said after the commit: a refusal inside would roll the note back.
  if (seconds > 0) throw new Refusal('auth.resting', { seconds: String(seconds) })
  return { key, ids }
}

/** For the log: whom something is about, when somebody is known by what was claimed. */
export const aboutPerson = (claimed: { id: string; name: string } | null) =>
  claimed ? { object: { kind: 'person', id: claimed.id, name: claimed.name } } : {}

const ONCE_PER_REST = { most: 1, withinMs: 0, restMs: WRONG.restMs }

/** It was no guess: half a sign-in, or something refused for another reason. */
export async function forgiveAttempt({ db }: Pick<Parts, 'db'>, { ids }: Attempt): Promise<void> {
  await db.attempts.deleteMany({ where: { id: { in: ids } } })
}

/** It was right: the wrong ones before it are forgotten, but not those the address made elsewhere. */
export async function settleAttempt({ attempts }: Pick<Parts['db'], 'attempts'>, attempt: Attempt): Promise<void> {
  const own = { id: { in: attempt.ids }, kind: { not: 'sign-in' } }
  await attempts.deleteMany({ where: { OR: [{ kind: WRONG_KIND, key: attempt.key }, own] } })
}
