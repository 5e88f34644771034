import type { Db } from '../client.ts'

/** A browser profile on a machine, and the slot it is of. */
export interface ProfileAt {
  machineId: string
  profile: string
  slotId: string
  slotName: string
}

/** The profiles that lie on this machine, or on all that can copy them. */
export async function readProfiles(
  db: Pick<Db, 'slot_machines'>,
  where: { machine_id?: string } = {},
): Promise<ProfileAt[]> {
  const rows = await db.slot_machines.findMany({
    where: { ...where, machine: { driver: { not: 'dry' }, is_active: true } },
    include: { slot: { select: { id: true, name: true, chrome_profile: true } } },
    orderBy: [{ machine_id: 'asc' }, { slot_id: 'asc' }],
  })
  return rows.map(({ machine_id, slot }) => ({
    machineId: machine_id,
    profile: slot.chrome_profile || slot.id,
    slotId: slot.id,
    slotName: slot.name,
  }))
}
