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

/** A list as it was loaded; `epoch` is null from a server that does not say. */
export interface LoadedList {
  epoch: string | null
  version: number
  slots: readonly SlotView[]
}

/**
 * Takes a loaded list in. Events may have been faster than this answer: the board never steps back. A list of another server than
 * the line's is shown, but its version counts changes of its own: the line's stand where its greeting said (`greeted`).
 */
export function applyList(board: Board, list: LoadedList, greeted: number): Board {
  if (isOfAnother(board, list)) return { ...board, version: Math.max(board.version, greeted), slots: list.slots }
  if (list.version < board.version) return board
  return { epoch: board.epoch ?? list.epoch, version: list.version, slots: list.slots }
}

/** The list came from another server than the line. It may be a moment older than what the line has told. */
export function isOfAnother(board: Board, list: LoadedList): boolean {
  return list.epoch !== null && board.epoch !== null && list.epoch !== board.epoch
}

function withSlot(slots: readonly SlotView[], slot: SlotView): SlotView[] {
  const known = slots.some(other => other.id === slot.id)
  if (known) return slots.map(other => (other.id === slot.id ? slot : other))
  return [...slots, slot].toSorted((a, b) => a.slot_number - b.slot_number)
}
