import { keepBooking } from '../db/write/keep-booking.ts'
import type { Parts } from '../parts.ts'

/** The person sees the screen for the first time: the session is live. `screenAt`: when guacd had the screen. */
export async function noteFirstFrame(
  parts: Pick<Parts, 'change' | 'now' | 'serverId'>,
  { sessionId, screenAt }: { sessionId: string; screenAt: Date },
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    // What was measured before stays: `||` keeps the right-hand side's values.
    const live = await tx.$queryRaw<{ slot_id: string; booking_id: string | null }[]>`
      UPDATE sessions
      SET state = 'live', away_since = NULL, desk_at = ${parts.serverId}::uuid, first_frame_at = ${now}::timestamptz,
          phases = jsonb_build_object(
            'screen', round(extract(epoch from ${screenAt}::timestamptz - started_at) * 1000)::int,
            'first_picture', round(extract(epoch from ${now}::timestamptz - started_at) * 1000)::int) || phases
      WHERE id = ${sessionId}::uuid AND ended_at IS NULL AND first_frame_at IS NULL
      RETURNING slot_id, booking_id`
    for (const { slot_id, booking_id } of live) {
      if (booking_id) await keepBooking(tx, booking_id)
      await tx.announce({ about: 'session', id: sessionId })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
