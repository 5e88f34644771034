import type { ProfileCopies } from '@taxi/contract/repairs.ts'
import { readProfiles } from '../../db/read/profiles.ts'
import { Refusal } from '../../domain/refusal.ts'
import { MachineError } from '../../outside/machine/driver.ts'
import type { Parts } from '../../parts.ts'

/** The copies of browser profiles on a machine, as it tells them now. */
export async function listProfileCopies(
  parts: Pick<Parts, 'db' | 'machines' | 'log'>,
  machineId: string,
): Promise<ProfileCopies[]> {
  if (!(await parts.db.machines.findUnique({ where: { id: machineId } }))) throw new Refusal('machine.unknown')
  const driver = await parts.machines.driver(machineId)
  const told: ProfileCopies[] = []
  for (const { profile, slotName } of await readProfiles(parts.db, { machine_id: machineId })) {
    const copies = await driver.profileCopies?.(profile).catch(silent(parts, machineId))
    const views = (copies ?? []).map(({ copy, at, bytes }) => ({ copy, at: at.toISOString(), bytes }))
    told.push({ profile, slot_name: slotName, copies: views })
  }
  return told
}

const silent = (parts: Pick<Parts, 'log'>, machine: string) => (error: unknown) => {
  if (!(error instanceof MachineError)) throw error
  parts.log.warn({ machine, why: error.message }, 'a machine does not tell its copies')
  throw new Refusal('machine.silent')
}
