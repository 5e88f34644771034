import type { Work } from '../../domain/work.ts'
import type { Reader } from './board.ts'

/** All work that goes on without its person now, with the next booking of its seat. */
export async function readWorks(db: Reader): Promise<(Work & { sessionId: string })[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT session.id, session.ended_at, session.working_until, session.generating_since, session.generated_at,
      (SELECT min(booking.starts_at) FROM bookings booking
        WHERE booking.status = 'active' AND booking.ends_at > session.ended_at
          AND booking.id IS DISTINCT FROM session.booking_id
          AND (booking.slot_id = session.slot_id
            OR booking.slot_id IN (SELECT slot_id FROM slot_machines WHERE machine_id = session.machine_id))) AS promised_at
    FROM sessions session
    WHERE session.freed_at IS NULL AND session.ended_at IS NOT NULL
      AND session.working_until IS NOT NULL AND session.work_done_at IS NULL`
  return rows.map(row => ({
    sessionId: row.id,
    endedAt: row.ended_at,
    until: row.working_until,
    generatingSince: row.generating_since,
    generatedAt: row.generated_at,
    promisedAt: row.promised_at,
  }))
}

interface Row {
  id: string
  ended_at: Date
  working_until: Date
  generating_since: Date | null
  generated_at: Date | null
  promised_at: Date | null
}
