import type { Parts } from '../parts.ts'

/**
 * A machine is looked after by one server at a time: the one its companion's line leads to, before that whoever comes first.
 * Takes it when nobody has it; false when another server does.
 */
export async function keepMachine(
  { db, serverId }: Pick<Parts, 'db' | 'serverId'>,
  machineId: string,
): Promise<boolean> {
  const { count } = await db.machines.updateMany({
    where: { id: machineId, OR: [{ kept_by: null }, { kept_by: serverId }] },
    data: { kept_by: serverId },
  })
  return count === 1
}
