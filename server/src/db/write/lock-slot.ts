import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { readSlotFacts } from '../read/board.ts'

/** The slot as it stands, its row held until the transaction ends; null when there is none. */
export async function lockSlot(tx: Transaction, id: string): Promise<BoardSlot | null> {
  await tx.$queryRaw`SELECT id FROM slots WHERE id = ${id} FOR UPDATE`
  return readSlotFacts(tx, id)
}
