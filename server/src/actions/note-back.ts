import type { Parts } from '../parts.ts'

/** Whoever was away sees the screen again. */
export async function noteBack(parts: Pick<Parts, 'change'>, { sessionIds }: { sessionIds: string[] }): Promise<void> {
  if (!sessionIds.length) return
  await parts.change(async tx => {
    const back = await tx.sessions.updateManyAndReturn({
      where: { id: { in: sessionIds }, state: 'away' },
      data: { state: 'live', away_since: null },
      select: { id: true, slot_id: true },
    })
    for (const { id, slot_id } of back) {
      await tx.announce({ about: 'session', id })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
