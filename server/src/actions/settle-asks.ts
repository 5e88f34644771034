import { askedSessionOf } from '../db/read/asked-session.ts'
import { knownAsk, readOpenAsks } from '../db/read/asks.ts'
import { lockSession } from '../db/write/lock-session.ts'
import { settleAsk } from '../db/write/settle-ask.ts'
import { yieldSeat } from '../db/write/yield-seat.ts'
import { type AskFacts, dueAnswer } from '../domain/ask.ts'
import { askWords } from '../notices/ask-words.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'db' | 'change' | 'config' | 'now'>

/** Lets requests lapse that nobody answered, and says yes for holders who fell asleep. */
export async function settleAsks(parts: Needs): Promise<void> {
  for (const { ask, session } of await readOpenAsks(parts.db))
    if (dueAnswer(ask, session, parts.now())) await settleDue(parts, ask)
}

/** Looked at again under the lock: the holder may just have pressed a key, or answered. */
async function settleDue(parts: Needs, { id, sessionId }: AskFacts): Promise<void> {
  await parts.change(async tx => {
    const session = await lockSession(tx, sessionId)
    if (!session) return
    const ask = await knownAsk(tx, id)
    const due = dueAnswer(ask, askedSessionOf(session), parts.now())
    if (due === 'released') await yieldSeat(parts, tx, ask, session, askWords[ask.to.locale].asleep(ask.from.name))
    else if (due) await settleAsk(tx, ask, due, parts.now())
  })
}
