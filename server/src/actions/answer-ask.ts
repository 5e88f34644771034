import type { AskAnswer } from '@taxi/contract/asks.ts'
import type { Transaction } from '../db/client.ts'
import type { sessionsModel } from '../db/generated/models.ts'
import { knownAsk } from '../db/read/asks.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { settleAsk } from '../db/write/settle-ask.ts'
import { writeEnd } from '../db/write/write-end.ts'
import { soonEnd, stateAfter, whyNotAnswerAsk } from '../domain/ask.ts'
import { insist, no } from '../domain/no.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/** The holder's answer to a polite request: their session ends now, in five minutes, or goes on. */
export async function answerAsk(
  parts: Pick<Parts, 'db' | 'change' | 'config' | 'now'>,
  { personId, askId, answer }: { personId: string; askId: string; answer: AskAnswer },
): Promise<void> {
  const meant = await knownAsk(parts.db, askId)
  const now = parts.now()
  await parts.change(async tx => {
    const session = await lockSession(tx, meant.sessionId)
    const ask = await knownAsk(tx, askId)
    if (!session) throw new Refusal('ask.unknown')
    insist(whyNotAnswerAsk(ask, { id: personId }, now) ?? (session.ended_at ? no('ask.over') : null))
    // Taken back in this very moment: then nothing was asked.
    if (!(await settleAsk(tx, ask, stateAfter[answer], now))) throw new Refusal('ask.over')
    if (answer === 'now') await writeEnd(parts, tx, session, { reason: 'manual' })
    if (answer === 'soon') await endSoon(tx, session, now)
  })
}

async function endSoon(tx: Transaction, session: sessionsModel, now: Date): Promise<void> {
  const ends_at = soonEnd({ endsAt: session.ends_at }, now)
  await tx.sessions.update({ where: { id: session.id }, data: { ends_at } })
  await tx.announce({ about: 'slot', id: session.slot_id })
  await tx.announce({ about: 'session', id: session.id })
}
