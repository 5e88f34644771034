import { knownRepair } from '../db/read/repairs.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { oweRepair } from '../db/write/owe-repair.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { machineToRepair, whyNotRestart } from '../domain/repair.ts'
import type { Parts } from '../parts.ts'

/** Starts a slot's screen and browser anew. Whoever sits there is out and told; their dump is made before. */
export async function restartSlot(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'now'>,
  { by, slotId, note }: { by: Person; slotId: string; note?: string | undefined },
) {
  const id = await parts.change(async tx => {
    const slot = await lockSlot(tx, slotId)
    if (!slot) throw new Refusal('slot.unknown')
    insist(whyNotRestart(slot, by))
    return oweRepair(parts, tx, { machineId: machineToRepair(slot)?.id ?? '', kind: 'restart', by, note })
  })
  return knownRepair(parts.db, id)
}
