import type { Transaction } from '../client.ts'

/** Ahead of those in the same chat whose question is still open: one that waits holds those behind it. */
const PRIORITY = -9

/** A question was settled: its message in Telegram, if there is one, is changed now and not only at the question's end. */
export async function hastenOutcome(tx: Transaction, message: string, at: Date): Promise<void> {
  const { count } = await tx.deliveries.updateMany({
    where: { dedupe_key: `${message}:outcome`, state: 'queued', not_before: { gt: at } },
    data: { not_before: at, priority: PRIORITY },
  })
  if (count) await tx.announce({ about: 'wake', id: 'deliveries' })
}
