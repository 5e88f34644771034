import type { Parts } from '../parts.ts'

/**
 * Nobody looks at the screen any more; the seat is kept for a while. `everybody`: a server has started or died, so whoever
 * looked through none of those that run is away since now. A desk that moved on to another server is not this one's to end.
 */
export async function noteAway(
  parts: Pick<Parts, 'change' | 'now' | 'serverId'>,
  who: { sessionId: string } | 'everybody',
): Promise<void> {
  await parts.change(async tx => {
    const lost =
      who === 'everybody'
        ? { OR: [{ desk_at: null }, { desk_at: { notIn: (await tx.servers.findMany()).map(({ id }) => id) } }] }
        : { id: who.sessionId, OR: [{ desk_at: null }, { desk_at: parts.serverId }] }
    const away = await tx.sessions.updateManyAndReturn({
      where: { state: 'live', ...lost },
      data: { state: 'away', away_since: parts.now(), desk_at: null },
      select: { id: true, slot_id: true },
    })
    for (const { id, slot_id } of away) {
      await tx.announce({ about: 'session', id })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
