import { cleanUpSpent } from '../../actions/clean-up-spent.ts'
import { endDueSession } from '../../actions/end-due-session.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { offerTurns } from '../../actions/offer-turns.ts'
import { tellAuditHead } from '../../actions/tell-audit-head.ts'
import { warnOfEnds } from '../../actions/warn-of-ends.ts'
import type { News } from '../../db/client.ts'
import { readRunningSessions } from '../../db/read/session.ts'
import { dueEnd } from '../../domain/timers.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

const SECOND = 1_000
const HOUR = 3_600_000

export interface Tick {
  hear(news: News | null): void
  close(): Promise<void>
}

/** The clock: ends what is due, warns of it before, offers what is free to who waits; once an hour it clears what is spent and once a day tells the audit log’s head. */
export function startTick(parts: Needs): Tick {
  const seconds = every(SECOND, () => endDueSessions(parts), parts)
  const warnings = every(SECOND, () => warnOfEnds(parts), parts)
  const turns = every(SECOND, () => offerTurns(parts), parts)
  const hours = every(HOUR, () => clearUp(parts), parts)
  return {
    hear(news) {
      // A slot may have become free: whoever waits need not wait for the next second.
      if (!news || news.about === 'slot' || news.about === 'machine') turns.wake()
    },
    async close() {
      await Promise.all([seconds.close(), warnings.close(), turns.close(), hours.close()])
    },
  }
}

export async function endDueSessions(parts: Needs): Promise<void> {
  const now = parts.now()
  for (const session of await readRunningSessions(parts.db)) {
    if (!dueEnd(session, now, parts.config.AWAY_MINUTES)) continue
    const reason = await endDueSession(parts, session.id)
    if (reason) parts.log.info({ session: session.id, reason }, 'session ended by the clock')
  }
}

async function clearUp(parts: Needs): Promise<void> {
  await cleanUpSpent(parts)
  await expireDumps(parts)
  await tellAuditHead(parts)
}

/** At once and then every so often; a slow turn is waited for, a failed one is tried again at the next. */
function every(ms: number, work: () => Promise<void>, { log }: Pick<Parts, 'log'>) {
  let running: Promise<void> | null = null
  let again = false
  let failing = false
  const turn = () => {
    running ??= work()
      .then(() => {
        failing = false
      })
      .catch(error => {
        // Said once: while the database restarts a line a second would help nobody.
        if (!failing) log.warn({ why: error instanceof Error ? error.message : String(error) }, 'the clock stumbled')
        failing = true
      })
      .finally(() => {
        running = null
        if (!again) return
        again = false
        turn()
      })
  }
  turn()
  const timer = setInterval(turn, ms)
  return {
    /** Now; once more when a turn is under way, which may have looked too early. */
    wake() {
      if (running) again = true
      else turn()
    },
    async close() {
      clearInterval(timer)
      again = false
      await running
    },
  }
}
