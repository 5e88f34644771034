import type { AskState } from '@taxi/contract/asks.ts'
import type { AskFacts } from '../../domain/ask.ts'
import type { Transaction } from '../client.ts'
import type { asksModel } from '../generated/models.ts'
import { hastenOutcome } from './hasten-outcome.ts'
import { oweNotice } from './owe-notice.ts'

type Settled = Exclude<AskState, 'open'>

/** What the asking person hears of in Telegram. Of what they did, and of a seat that is freed anyway, they know. */
const told: Settled[] = ['released', 'soon', 'refused', 'expired']
const NEWS_MS = 10 * 60_000

/** Writes down what came of a request and tells both; false when it was settled before. */
export async function settleAsk(
  tx: Transaction,
  { id, from }: { id: string; from: Pick<AskFacts['from'], 'id'> },
  state: Settled,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.asks.updateMany({ where: { id, state: 'open' }, data: { state, answered_at: at } })
  if (!count) return false
  await hastenOutcome(tx, `ask:${id}`, at)
  const expiresAt = new Date(at.getTime() + NEWS_MS)
  if (told.includes(state))
    await oweNotice(tx, {
      key: `ask:${id}:came`,
      personId: from.id,
      expiresAt,
      about: { about: 'ask_came', ask_id: id },
    })
  await tx.announce({ about: 'ask', id })
  return true
}

/** The session ended by itself: whoever still asked for it need not be answered. */
export async function dropAsks(tx: Transaction, sessionId: string, at: Date): Promise<void> {
  await settleAll(tx, await tx.asks.findMany({ where: { session_id: sessionId, state: 'open' } }), 'moot', at)
}

/** The person no longer wants a slot of this service. */
export async function withdrawAsks(
  tx: Transaction,
  { personId, service }: { personId: string; service: string },
  at: Date,
): Promise<void> {
  const where = { person_id: personId, slot: { service }, state: 'open' }
  await settleAll(tx, await tx.asks.findMany({ where }), 'withdrawn', at)
}

async function settleAll(tx: Transaction, asks: asksModel[], state: Settled, at: Date): Promise<void> {
  for (const { id, person_id } of asks) await settleAsk(tx, { id, from: { id: person_id } }, state, at)
}
