import type { Lengths } from '../../domain/estimate.ts'
import type { Db } from '../client.ts'

const LAST = 50

/** How long the last sessions of each slot were, by slot; slots nobody has sat at yet are absent. */
export async function readLengths(db: Pick<Db, '$queryRaw'>, id: string | null = null): Promise<Map<string, Lengths>> {
  const rows = await db.$queryRaw<{ slot_id: string; short: number; long: number }[]>`
    SELECT slot_id,
      percentile_cont(0.25) WITHIN GROUP (ORDER BY minutes) AS short,
      percentile_cont(0.75) WITHIN GROUP (ORDER BY minutes) AS long
    FROM (
      SELECT slot_id, extract(epoch FROM ended_at - started_at)::float8 / 60 AS minutes,
        row_number() OVER (PARTITION BY slot_id ORDER BY started_at DESC) AS back
      FROM sessions
      WHERE ended_at IS NOT NULL AND first_frame_at IS NOT NULL AND (${id}::text IS NULL OR slot_id = ${id})) past
    WHERE back <= ${LAST}
    GROUP BY slot_id`
  return new Map(rows.map(row => [row.slot_id, { shortMin: row.short, longMin: row.long }]))
}
