import { knownRepair } from '../../db/read/repairs.ts'
import { oweRepair } from '../../db/write/owe-repair.ts'
import { whyNotTouch } from '../../domain/machine.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** Reboots a machine. Whoever sits there is out and told; their dump is sealed before. */
export async function rebootMachine(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'machines'>,
  { by, machineId, note }: { by: Person; machineId: string; note?: string | undefined },
) {
  insist(whyNotTouch(null, by))
  const machine = await parts.db.machines.findUnique({ where: { id: machineId } })
  if (!machine) throw new Refusal('machine.unknown')
  if (!(await parts.machines.driver(machineId)).reboot) throw new Refusal('machine.cannot')
  const id = await parts.change(tx => oweRepair(parts, tx, { machineId, kind: 'reboot', by, note }))
  return knownRepair(parts.db, id)
}
