import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { readFacts } from '../read/board.ts'

/**
 * Several slots at once, in the order asked for, each held like by `lockSlot`. All slots before all machines, both by
 * id: whoever locks one slot and its machines never waits for somebody who waits for them.
 */
export async function lockSlots(tx: Transaction, ids: string[]): Promise<BoardSlot[]> {
  await tx.$queryRaw`SELECT id FROM slots WHERE id = ANY(${ids}) ORDER BY id FOR NO KEY UPDATE`
  await tx.$queryRaw`
    SELECT id FROM machines WHERE id IN (SELECT machine_id FROM slot_machines WHERE slot_id = ANY(${ids}))
    ORDER BY id FOR NO KEY UPDATE`
  const board = await readFacts(tx, ids)
  return ids.flatMap(id => board.find(slot => slot.id === id) ?? [])
}
