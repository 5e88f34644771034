import type { Parts } from '../parts.ts'

/** These watch, whatever another copy of the server believed when it started. */
export async function noteWatching(parts: Pick<Parts, 'change'>, ids: string[]): Promise<void> {
  if (!ids.length) return
  await parts.change(async tx => {
    const again = await tx.watches.updateManyAndReturn({
      where: { id: { in: ids }, ended_at: { not: null } },
      data: { ended_at: null },
      select: { session_id: true },
    })
    for (const { session_id } of again) await tx.announce({ about: 'session', id: session_id })
  })
}
