import { endWork } from '../db/write/end-work.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotStopWork } from '../domain/work.ts'
import type { Parts } from '../parts.ts'

/** Ends the work that goes on at a slot in somebody's name; its person gets what is there so far. */
export async function stopWork(
  parts: Pick<Parts, 'change' | 'now'>,
  { person, slotId }: { person: Person; slotId: string },
): Promise<void> {
  await parts.change(async tx => {
    const slot = await lockSlot(tx, slotId)
    if (!slot) throw new Refusal('slot.unknown')
    insist(whyNotStopWork(slot, person))
    if (!slot.session) return
    await endWork(parts, tx, slot.session.id)
    tx.record({ action: 'session.stop-work', object: { kind: 'session', id: slot.session.id, name: slot.name } })
  })
}
