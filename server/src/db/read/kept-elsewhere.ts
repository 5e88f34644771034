import type { Parts } from '../../parts.ts'

/** Another server looks after this machine by now: its companion's line leads there. */
export async function isKeptElsewhere(
  { db, serverId }: Pick<Parts, 'db' | 'serverId'>,
  machineId: string,
): Promise<boolean> {
  const machine = await db.machines.findUnique({ where: { id: machineId }, select: { kept_by: true } })
  return Boolean(machine?.kept_by) && machine?.kept_by !== serverId
}
