import type { Db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { sealedColumns } from '../sealed-columns.ts'

/** How many sealed values each key wraps, by its id; `v1`: from before there were envelopes. */
export async function readKeysInUse(db: Pick<Db, '$queryRaw'>): Promise<Map<string, number>> {
  const used = new Map<string, number>()
  for (const { table, column } of sealedColumns) {
    const value = Prisma.raw(column)
    const rows = await db.$queryRaw<{ key_id: string; values: number }[]>`
      SELECT CASE WHEN ${value} LIKE 'v1.%' THEN 'v1' ELSE split_part(${value}, '.', 2) END AS key_id, count(*)::int AS values
      FROM ${Prisma.raw(table)} WHERE ${value} IS NOT NULL GROUP BY 1`
    for (const row of rows) used.set(row.key_id, (used.get(row.key_id) ?? 0) + row.values)
  }
  return used
}
