import { lineOf } from '../../domain/line.ts'
import { nextPromise } from '../../domain/promised.ts'
import { isOver } from '../../domain/slot.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'

/**
 * Tells a holder anew how their session stands when somebody began to wait for their slot, or booked it: whether it
 * may be extended follows from that. `tellSession` is called for such changes only.
 */
export function createHolderTeller(tellSession: (id: string) => Promise<void>) {
  /** By slot: its session, and what was around it when last looked at. */
  const seen = new Map<string, string>()

  return async (slot: BoardSlot, now: Date): Promise<void> => {
    const { session } = slot
    if (!session || isOver(session)) return void seen.delete(slot.id)
    const wantedBy = lineOf(slot).filter(id => id !== session.holder.id).length
    const promised = nextPromise(slot, session.holder, now)
    const around = [session.id, wantedBy, promised?.id, promised?.startsAt.getTime()].join(' ')
    if (seen.get(slot.id) === around) return
    seen.set(slot.id, around)
    await tellSession(session.id)
  }
}
