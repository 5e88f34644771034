import { readProfiles } from '../../db/read/profiles.ts'
import { knownRepair } from '../../db/read/repairs.ts'
import { oweRepair } from '../../db/write/owe-repair.ts'
import { whyNotTouch } from '../../domain/machine.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

export interface WantedCopy {
  by: Person
  machineId: string
  profile: string
  /** This copy is put back; left out: a new one is made. */
  copy?: string
}

/** Copies a browser profile on its machine, or puts a copy back, once the seat there is free. Refused while somebody sits there. */
export async function copyProfile(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'machines'>,
  { by, machineId, profile, copy }: WantedCopy,
) {
  insist(whyNotTouch(null, by))
  const profiles = await readProfiles(parts.db, { machine_id: machineId })
  if (!profiles.some(each => each.profile === profile)) throw new Refusal('machine.no-profile')
  const kind = copy === undefined ? 'backup' : 'restore'
  const id = await parts.change(tx => oweRepair(parts, tx, { machineId, kind, by, profile, copy }))
  return knownRepair(parts.db, id)
}
