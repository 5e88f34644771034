import type { AskFacts } from '../../domain/ask.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import type { sessionsModel } from '../generated/models.ts'
import { settleAsk } from './settle-ask.ts'
import { writeEnd } from './write-end.ts'

/** A request finds its holder asleep: the session, whose row is locked, ends as an idle one does. `note` tells why so soon. */
export async function yieldSeat(
  parts: Pick<Parts, 'config' | 'now'>,
  tx: Transaction,
  ask: AskFacts,
  session: sessionsModel,
  note: string,
): Promise<void> {
  if (await settleAsk(tx, ask, 'released', parts.now())) await writeEnd(parts, tx, session, { reason: 'idle', note })
}
