import type { LiveEvents } from '@taxi/contract/live.ts'
import type { SlotView } from '@taxi/contract/slots.ts'

/** The slots, and the version of the server's board they stand at. `epoch` is null until the server said hello. */
export interface Board {
  epoch: string | null
  version: number
  slots: readonly SlotView[]
}

/**
 * Takes one `slot.update` in. `hole` means that an update before this one never came, or that the server has
 * started anew: the list must be loaded again. Updates older than the board change nothing.
 */
export function applyUpdate(board: Board, update: LiveEvents['slot.update']): Board | 'hole' {
  if (board.epoch !== update.epoch) return 'hole'
  if (update.version <= board.version) return board
  if (update.version > board.version + 1) return 'hole'
  return { epoch: board.epoch, version: update.version, slots: withSlot(board.slots, update.slot) }
}

function withSlot(slots: readonly SlotView[], slot: SlotView): SlotView[] {
  const known = slots.some(other => other.id === slot.id)
  if (known) return slots.map(other => (other.id === slot.id ? slot : other))
  return [...slots, slot].toSorted((a, b) => a.slot_number - b.slot_number)
}
