import type { Db } from '../client.ts'
import { STILL_WORKING } from '../write/end-work.ts'

/** By name, who is at work at this machine, or for whom it works on; null: nobody. */
export async function holderAt(db: Pick<Db, 'sessions'>, machineId: string): Promise<string | null> {
  const taken = await db.sessions.findFirst({
    where: { machine_id: machineId, OR: [{ ended_at: null }, STILL_WORKING] },
    select: { person: { select: { name: true } } },
  })
  return taken?.person.name ?? null
}
