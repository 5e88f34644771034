import { type Limit, lookBackMs, secondsOfRest } from '../../domain/sign-in.ts'
import type { Transaction } from '../client.ts'

/** Something of which only so much is allowed: `kind` names it, `key` whose it is. */
export interface Counted {
  kind: string
  key: string
  limit: Limit
}

/**
 * Counts one more of each, unless one of them has reached its limit: then none is counted and the seconds to wait
 * come back. Whoever counts the same waits for this transaction: a hundred at once are a hundred.
 */
export async function countAttempt(
  tx: Pick<Transaction, 'attempts' | '$executeRaw'>,
  counted: Counted[],
  now: Date,
): Promise<{ seconds: number; ids: bigint[] }> {
  const names = counted.map(({ kind, key }) => `attempt ${kind} ${key}`).sort()
  for (const name of names) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
  let seconds = 0
  for (const each of counted) seconds = Math.max(seconds, await secondsToWait(tx, each, now))
  if (seconds > 0) return { seconds, ids: [] }
  const rows = await tx.attempts.createManyAndReturn({
    data: counted.map(({ kind, key }) => ({ kind, key, at: now })),
    select: { id: true },
  })
  return { seconds: 0, ids: rows.map(row => row.id) }
}

async function secondsToWait(
  { attempts }: Pick<Transaction, 'attempts'>,
  { kind, key, limit }: Counted,
  now: Date,
): Promise<number> {
  const rows = await attempts.findMany({
    where: { kind, key, at: { gt: new Date(now.getTime() - lookBackMs(limit)) } },
    orderBy: { at: 'desc' },
    take: limit.most,
  })
  const times = rows.map(row => row.at)
  return secondsOfRest(times, limit, now)
}
