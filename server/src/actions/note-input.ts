import type { Parts } from '../parts.ts'

/** What is shown of the idle end may be this old: nobody needs to be told of every key. */
const TELL_AFTER_MS = 60_000

/** The person did something: their idle time begins anew. */
export async function noteInput(
  parts: Pick<Parts, 'change' | 'now'>,
  { sessionId }: { sessionId: string },
): Promise<void> {
  const now = parts.now()
  await parts.change(async tx => {
    const [before] = await tx.$queryRaw<{ told: Date | null }[]>`
      UPDATE sessions AS s SET last_input_at = ${now}::timestamptz
      FROM (SELECT id, last_input_at AS told FROM sessions WHERE id = ${sessionId}::uuid FOR UPDATE) AS before
      WHERE s.id = before.id AND s.ended_at IS NULL
      RETURNING before.told`
    if (!before) return
    const told = before.told?.getTime() ?? 0
    const nextMinute = Math.floor(now.getTime() / TELL_AFTER_MS) > Math.floor(told / TELL_AFTER_MS)
    if (nextMinute) await tx.announce({ about: 'session', id: sessionId })
  })
}
