import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { readSlotFacts } from '../db/read/board.ts'
import { slotsInDemand } from '../db/read/queue.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { moveTurn } from '../db/write/move-turn.ts'
import { dueAt } from '../domain/offer.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'db' | 'change' | 'now' | 'log'>

/** Offers every free slot that somebody waits for, and lets go the turns that ran out or were taken away. */
export async function offerTurns(parts: Needs): Promise<void> {
  for (const slotId of await slotsInDemand(parts.db)) {
    // Looked at before the lock: most lines stand still.
    const slot = await readSlotFacts(parts.db, slotId)
    if (slot && dueAt(slot, parts.now())) await offerTurn(parts, slotId)
  }
}

async function offerTurn(parts: Needs, slotId: string): Promise<void> {
  try {
    await parts.change(async tx => {
      if (await lockSlot(tx, slotId)) await moveTurn(tx, slotId, parts.now())
    })
  } catch (error) {
    // A place in several lines was offered another slot at the same instant: the next look sees it.
    if (!isUniqueViolation(error)) throw error
    parts.log.debug({ slot: slotId }, 'the place was offered elsewhere just now')
  }
}
