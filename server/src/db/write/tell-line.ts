import { lineOf } from '../../domain/line.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'

/** Tells the board and everybody who waits for this slot that their line moved. */
export async function tellLine(
  tx: Transaction,
  slot: Pick<BoardSlot, 'id' | 'line'>,
  also: string[] = [],
): Promise<void> {
  await tx.announce({ about: 'slot', id: slot.id })
  for (const id of new Set([...lineOf(slot), ...also])) await tx.announce({ about: 'queue', id })
}
