import { knownAsk } from '../db/read/asks.ts'
import { settleAsk } from '../db/write/settle-ask.ts'
import { whyNotWithdrawAsk } from '../domain/ask.ts'
import { insist } from '../domain/no.ts'
import type { Parts } from '../parts.ts'

/** The asking person no longer wants it; their place in line stays. Repeated, it does nothing. */
export async function withdrawAsk(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, askId }: { personId: string; askId: string },
): Promise<void> {
  await parts.change(async tx => {
    const ask = await knownAsk(tx, askId)
    insist(whyNotWithdrawAsk(ask, { id: personId }))
    await settleAsk(tx, ask, 'withdrawn', parts.now())
  })
}
