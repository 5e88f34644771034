import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { readSlotFacts } from '../read/board.ts'

/**
 * The slot as it stands, its row and those of its machines held until the transaction ends; null when there is none.
 * Slots that share a machine wait for each other, so that it is promised once.
 */
export async function lockSlot(tx: Transaction, id: string): Promise<BoardSlot | null> {
  await tx.$queryRaw`SELECT id FROM slots WHERE id = ${id} FOR NO KEY UPDATE`
  await tx.$queryRaw`
    SELECT id FROM machines WHERE id IN (SELECT machine_id FROM slot_machines WHERE slot_id = ${id})
    ORDER BY id FOR NO KEY UPDATE`
  return readSlotFacts(tx, id)
}
