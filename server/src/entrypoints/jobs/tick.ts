import { cleanUpSpent } from '../../actions/clean-up-spent.ts'
import { endDueSession } from '../../actions/end-due-session.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { readRunningSessions } from '../../db/read/session.ts'
import { dueEnd } from '../../domain/timers.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

const SECOND = 1_000
const HOUR = 3_600_000

/** The clock: ends sessions whose time is up, and once an hour clears what is spent. All of it stands in rows. */
export function startTick(parts: Needs): { close(): Promise<void> } {
  const seconds = every(SECOND, () => endDueSessions(parts), parts)
  const hours = every(HOUR, () => clearUp(parts), parts)
  return {
    async close() {
      await Promise.all([seconds.close(), hours.close()])
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
}

/** At once and then every so often; a slow turn is waited for, a failed one is tried again at the next. */
function every(ms: number, work: () => Promise<void>, { log }: Pick<Parts, 'log'>): { close(): Promise<void> } {
  let running: Promise<void> | null = null
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
      })
  }
  turn()
  const timer = setInterval(turn, ms)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
