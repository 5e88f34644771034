import type { Parts } from '../parts.ts'

const DAY = 24 * 3_600_000

/** A window of a recorded session shows its first picture. It is kept as long as a dump. */
export async function beginRecording(
  parts: Pick<Parts, 'config' | 'change' | 'now'>,
  { id, sessionId }: { id: string; sessionId: string },
): Promise<void> {
  const now = parts.now()
  const expires_at = new Date(now.getTime() + parts.config.DUMP_DAYS * DAY)
  await parts.change(tx =>
    tx.recordings.create({
      data: { id, session_id: sessionId, file: `recordings/${id}.guac.gz`, started_at: now, expires_at },
    }),
  )
}
