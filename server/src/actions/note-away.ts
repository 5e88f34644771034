import type { Parts } from '../parts.ts'

/**
 * Nobody looks at the screen any more; the seat is kept for a while. `everybody`: a server that has just started
 * holds no tunnel, so whoever was live is away since now.
 */
export async function noteAway(
  parts: Pick<Parts, 'change' | 'now'>,
  who: { sessionId: string } | 'everybody',
): Promise<void> {
  await parts.change(async tx => {
    const away = await tx.sessions.updateManyAndReturn({
      where: { state: 'live', ...(who === 'everybody' ? {} : { id: who.sessionId }) },
      data: { state: 'away', away_since: parts.now() },
      select: { id: true, slot_id: true },
    })
    for (const { id, slot_id } of away) {
      await tx.announce({ about: 'session', id })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
