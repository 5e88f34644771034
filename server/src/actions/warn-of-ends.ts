import { readRunningSessions } from '../db/read/session.ts'
import { oweWarningNotice } from '../db/write/owe-warning-notice.ts'
import { dueWarnings, type Warning, warningKey } from '../domain/warnings.ts'
import type { Parts } from '../parts.ts'

type WarnParts = Pick<Parts, 'config' | 'db' | 'change' | 'now'>

/** Tells people, live and in Telegram, that a timer of theirs is about to run out. Each warning once, on however many servers. */
export async function warnOfEnds(parts: WarnParts): Promise<void> {
  const now = parts.now()
  const due = (await readRunningSessions(parts.db)).flatMap(session =>
    dueWarnings(session, now, parts.config.AWAY_MINUTES).map(warning => ({ warning, personId: session.personId })),
  )
  if (!due.length) return
  const told = await toldOf(
    parts,
    due.map(({ warning }) => warning.sessionId),
  )
  for (const { warning, personId } of due) if (!told.has(warningKey(warning))) await warn(parts, warning, personId, now)
}

/** Names of what was told already. */
async function toldOf({ db }: WarnParts, sessionIds: string[]): Promise<Set<string>> {
  const rows = await db.warnings.findMany({ where: { session_id: { in: sessionIds } } })
  return new Set(rows.map(row => [row.session_id, row.timer, row.minutes, row.ends_at.getTime()].join(' ')))
}

async function warn(parts: WarnParts, warning: Warning, personId: string, now: Date): Promise<void> {
  const { sessionId, timer, minutes, endsAt } = warning
  await parts.change(async tx => {
    const { count } = await tx.warnings.createMany({
      data: [{ session_id: sessionId, timer, minutes, ends_at: endsAt, told_at: now }],
      skipDuplicates: true,
    })
    if (!count) return
    await oweWarningNotice(tx, warning, personId)
    await tx.announce({ about: 'warning', id: warningKey(warning) })
  })
}
