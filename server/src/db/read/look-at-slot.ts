import type { BoardSlot } from '../../domain/slot-view.ts'
import { inOneStatement } from '../in-one-statement.ts'
import { readFacts } from './board.ts'

/** One slot for the rules as it stands now, null when there is none; a crowd that asks at once looks together. */
export const lookAtSlot = inOneStatement<string, BoardSlot | null>(async (db, ids) => {
  const slots = new Map((await readFacts(db, [...new Set(ids)])).map(slot => [slot.id, slot]))
  return ids.map(id => slots.get(id) ?? null)
})
