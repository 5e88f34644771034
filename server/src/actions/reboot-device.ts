import { readSlotFacts } from '../db/read/board.ts'
import { knownRepair } from '../db/read/repairs.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { oweRepair } from '../db/write/owe-repair.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { machineToRepair, whyNotReboot } from '../domain/repair.ts'
import type { Parts } from '../parts.ts'

/** Reboots the machine of a slot. Whoever sits there is out and told; their dump is sealed before. */
export async function rebootDevice(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'machines'>,
  { by, slotId, note }: { by: Person; slotId: string; note?: string | undefined },
) {
  const seen = await readSlotFacts(parts.db, slotId)
  if (!seen) throw new Refusal('slot.unknown')
  insist(whyNotReboot(seen, by))
  const machineId = machineToRepair(seen)?.id ?? ''
  if (!(await parts.machines.driver(machineId)).reboot) throw new Refusal('machine.cannot')
  const id = await parts.change(async tx => {
    await lockSlot(tx, slotId)
    return oweRepair(parts, tx, { machineId, kind: 'reboot', by, note })
  })
  return knownRepair(parts.db, id)
}
