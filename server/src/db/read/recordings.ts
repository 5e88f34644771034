import type { RecordingView } from '@taxi/contract/recordings.ts'
import type { Db } from '../client.ts'

/** The last recordings, newest first. One that a crash cut off ended with its session. */
export async function readRecordings(db: Pick<Db, 'recordings'>, last = 200): Promise<RecordingView[]> {
  const rows = await db.recordings.findMany({
    include: {
      session: {
        select: {
          ended_at: true,
          slot: { select: { name: true, service: true } },
          person: { select: { name: true } },
        },
      },
    },
    orderBy: { started_at: 'desc' },
    take: last,
  })
  return rows.map(({ session, ...row }) => ({
    id: row.id,
    session_id: row.session_id,
    slot_name: session.slot.name,
    service: session.slot.service,
    person: session.person.name,
    started_at: row.started_at.toISOString(),
    ended_at: (row.ended_at ?? session.ended_at)?.toISOString() ?? null,
    bytes: Number(row.bytes),
    expires_at: row.expires_at.toISOString(),
  }))
}
