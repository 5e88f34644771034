import type { SessionFacts } from '../../domain/session.ts'
import type { Reader } from './board.ts'
import { loneMachines } from './lone-machines.ts'

/** What stands around a session: who has booked its seat next, and how many wait for its slot, who watches. */
export type Surroundings = Pick<SessionFacts, 'promised' | 'wantedBy' | 'watchedBy'>

const alone: Surroundings = { promised: null, wantedBy: 0, watchedBy: [] }

/** For sessions that run; an ended one has nothing around it any more. */
export async function readSurroundings(db: Reader, sessionIds: string[]): Promise<(id: string) => Surroundings> {
  if (!sessionIds.length) return () => alone
  const rows = await db.$queryRaw<Row[]>`
    SELECT session.id, promised.name, promised.starts_at,
      (SELECT count(DISTINCT place.person_id) FROM places place JOIN people person ON person.id = place.person_id
        WHERE place.left_at IS NULL AND place.person_id <> session.person_id
          AND (place.slot_id = slot.id OR place.service = slot.service) AND person.disabled_at IS NULL
          AND (person.is_admin OR 'slots:use' = ANY(person.permissions)))::int AS wanted_by,
      ARRAY(SELECT DISTINCT watcher.name FROM watches watch JOIN people watcher ON watcher.id = watch.person_id
        WHERE watch.session_id = session.id AND watch.ended_at IS NULL ORDER BY watcher.name) AS watched_by
    FROM sessions session JOIN slots slot ON slot.id = session.slot_id
    LEFT JOIN LATERAL (
      SELECT person.name, booking.starts_at
      FROM bookings booking JOIN people person ON person.id = booking.person_id
      WHERE booking.status = 'active' AND booking.person_id <> session.person_id AND person.disabled_at IS NULL
        AND booking.ends_at > session.started_at
        AND (booking.slot_id = session.slot_id OR booking.slot_id IN (
          SELECT slot_id FROM (${loneMachines}) alone WHERE alone.machine_id = session.machine_id))
      ORDER BY booking.starts_at LIMIT 1) promised ON true
    WHERE session.id = ANY(${sessionIds}::uuid[]) AND session.ended_at IS NULL`
  const byId = new Map(rows.map(row => [row.id, surroundingsOf(row)]))
  return id => byId.get(id) ?? alone
}

interface Row {
  id: string
  name: string | null
  starts_at: Date | null
  wanted_by: number
  watched_by: string[]
}

const surroundingsOf = ({ name, starts_at, wanted_by, watched_by }: Row): Surroundings => ({
  promised: name !== null && starts_at ? { name, startsAt: starts_at } : null,
  wantedBy: wanted_by,
  watchedBy: watched_by,
})
