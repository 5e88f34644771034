import type { Db } from '../client.ts'

/** The other slots that need a machine of this one: what happens here changes how they stand. */
export async function slotsOnSameMachines(db: Pick<Db, '$queryRaw'>, slotId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ slot_id: string }[]>`
    SELECT DISTINCT other.slot_id
    FROM slot_machines mine JOIN slot_machines other ON other.machine_id = mine.machine_id
    WHERE mine.slot_id = ${slotId} AND other.slot_id <> ${slotId}`
  return rows.map(row => row.slot_id)
}
