import { endPlaces } from '../db/write/end-places.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { moveTurn } from '../db/write/move-turn.ts'
import { withdrawAsks } from '../db/write/settle-ask.ts'
import { tellLine } from '../db/write/tell-line.ts'
import { insist } from '../domain/no.ts'
import { whyNotLeave } from '../domain/queue.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

/**
 * Gives up what the person has in the line of this slot; a place for the whole service is left whole. Who no longer
 * waits no longer asks.
 */
export async function leaveQueue(
  parts: Pick<Parts, 'change' | 'now'>,
  { personId, slotId }: { personId: string; slotId: string },
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    const slot = await lockSlot(tx, slotId)
    if (!slot) throw new Refusal('slot.unknown')
    insist(whyNotLeave(slot, { id: personId }))
    await endPlaces(tx, { personId, slotId, service: slot.service }, 'left', now)
    await withdrawAsks(tx, { personId, service: slot.service }, now)
    await tellLine(tx, slot)
    await moveTurn(tx, slotId, now)
  })
}
