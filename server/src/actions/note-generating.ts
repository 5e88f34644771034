import type { Parts } from '../parts.ts'

/**
 * Writes down that something is being made in the service of this session, or no longer. Said again, also after a lost
 * line, the first time stands. What another machine says, or one whose seat is being closed, is not heard.
 */
export async function noteGenerating(
  parts: Pick<Parts, 'change' | 'now'>,
  { sessionId, machineId, since }: { sessionId: string; machineId: string; since: Date | null },
): Promise<void> {
  const now = parts.now()
  // The machine's clock may be ahead.
  const generating_since = since && since > now ? now : since
  await parts.change(async tx => {
    const changed = await tx.sessions.updateManyAndReturn({
      where: {
        id: sessionId,
        machine_id: machineId,
        freed_at: null,
        generating_since: since ? null : { not: null },
        OR: [{ ended_at: null }, { working_until: { not: null }, work_done_at: null }],
      },
      data: { generating_since, generated_at: since ? null : now },
      select: { slot_id: true },
    })
    for (const { slot_id } of changed) {
      await tx.announce({ about: 'session', id: sessionId })
      await tx.announce({ about: 'slot', id: slot_id })
    }
  })
}
