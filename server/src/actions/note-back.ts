import type { Parts } from '../parts.ts'

/**
 * Whoever was away sees the screen again. The time spent away does not count as idle: the last input moves on by as
 * much, or whoever comes back after a lost network would be ended at once.
 */
export async function noteBack(
  parts: Pick<Parts, 'change' | 'now' | 'serverId'>,
  { sessionIds }: { sessionIds: string[] },
): Promise<void> {
  if (!sessionIds.length) return
  await parts.change(async tx => {
    const back = await tx.$queryRaw<{ id: string; slot_id: string }[]>`
      UPDATE sessions
      SET state = 'live', away_since = NULL, desk_at = ${parts.serverId}::uuid,
        last_input_at = coalesce(last_input_at, first_frame_at) + (${parts.now()}::timestamptz - away_since)
      WHERE id = ANY(${sessionIds}::uuid[]) AND state = 'away'
      RETURNING id, slot_id`
    // Moved here from another server without ever being away.
    await tx.sessions.updateMany({
      where: { id: { in: sessionIds }, state: 'live', desk_at: { not: parts.serverId } },
      data: { desk_at: parts.serverId },
    })
    for (const { id, slot_id } of back) {
      await tx.announce({ about: 'session', id })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
