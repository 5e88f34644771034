import type { Transaction } from '../client.ts'
import { hastenOutcome } from './hasten-outcome.ts'

export type OfferOutcome = 'taken' | 'passed' | 'later' | 'ignored' | 'withdrawn'

/** Writes down what came of a held turn; false when it was settled before. */
export async function settleOffer(tx: Transaction, id: string, outcome: OfferOutcome, at: Date): Promise<boolean> {
  const { count } = await tx.offers.updateMany({ where: { id, settled_at: null }, data: { settled_at: at, outcome } })
  if (count) await hastenOutcome(tx, `offer:${id}`, at)
  return count > 0
}
