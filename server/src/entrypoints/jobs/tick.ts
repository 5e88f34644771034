import { cleanUpSpent } from '../../actions/clean-up-spent.ts'
import { continueSeries } from '../../actions/continue-series.ts'
import { copyProfilesAtNight } from '../../actions/copy-profiles-at-night.ts'
import { endDueSession } from '../../actions/end-due-session.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { expireRecordings } from '../../actions/expire-recordings.ts'
import { finishWorks } from '../../actions/finish-works.ts'
import { giveBookedSeats } from '../../actions/give-booked-seats.ts'
import { offerTurns } from '../../actions/offer-turns.ts'
import { remindOfBookings } from '../../actions/remind-of-bookings.ts'
import { settleAsks } from '../../actions/settle-asks.ts'
import { tellAuditHead } from '../../actions/tell-audit-head.ts'
import { tellOfRenewals } from '../../actions/tell-of-renewals.ts'
import { tellOfThresholds } from '../../actions/tell-of-thresholds.ts'
import { tellWeek } from '../../actions/tell-week.ts'
import { warnOfEnds } from '../../actions/warn-of-ends.ts'
import type { News } from '../../db/client.ts'
import { readRunningSessions } from '../../db/read/session.ts'
import { dueEnd } from '../../domain/timers.ts'
import type { Parts } from '../../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 3_600_000

export interface Tick {
  hear(news: News | null): void
  close(): Promise<void>
}

/**
 * The clock: ends what is due, warns of it before, seats who booked, offers what is free to who waits; once an hour it
 * clears what is spent, at night it has profiles copied, once a day it tells the audit log's head and
 * what renews. `quiet` is called while nobody sits anywhere.
 */
export function startTick(parts: Needs, quiet: () => void = () => {}): Tick {
  const turns = every(SECOND, () => offerTurns(parts), parts)
  const seats = every(SECOND, () => giveBookedSeats(parts), parts)
  const clocks = [
    turns,
    seats,
    every(SECOND, async () => ((await keepTime(parts)) ? undefined : quiet()), parts),
    every(SECOND, () => warnOfEnds(parts), parts),
    every(SECOND, () => remindOfBookings(parts), parts),
    every(SECOND, thresholds(parts), parts),
    every(SECOND, () => finishWorks(parts), parts),
    every(SECOND, () => settleAsks(parts), parts),
    every(MINUTE, () => continueSeries(parts), parts),
    every(MINUTE, () => tellWeek(parts), parts),
    every(MINUTE, () => copyProfilesAtNight(parts), parts),
    every(HOUR, () => clearUp(parts), parts),
  ]
  return {
    hear(news) {
      // A slot may have become free: whoever waits or has booked it need not wait for the next second.
      if (news && news.about !== 'slot' && news.about !== 'machine') return
      seats.wake()
      turns.wake()
    },
    async close() {
      await Promise.all(clocks.map(clock => clock.close()))
    },
  }
}

/**
 * Seats whose hour has come, then ends whose time is over, both at one instant: whoever sits there when their own hour
 * comes stays. Says how many sessions were running.
 */
export async function keepTime(parts: Needs): Promise<number> {
  const at = parts.now()
  const then = { ...parts, now: () => at }
  await giveBookedSeats(then)
  return endDueSessions(then)
}

/** Says how many sessions were running. */
export async function endDueSessions(parts: Needs): Promise<number> {
  const now = parts.now()
  const running = await readRunningSessions(parts.db)
  for (const session of running) {
    if (!dueEnd(session, now, parts.config.AWAY_MINUTES)) continue
    const reason = await endDueSession(parts, session.id)
    if (reason) parts.log.info({ session: session.id, reason }, 'session ended by the clock')
  }
  return running.length
}

/** Tells of what came near since the last look. */
function thresholds(parts: Needs): () => Promise<void> {
  let told = parts.now()
  return async () => {
    told = await tellOfThresholds(parts, told)
  }
}

async function clearUp(parts: Needs): Promise<void> {
  await cleanUpSpent(parts)
  await expireDumps(parts)
  await expireRecordings(parts)
  await tellAuditHead(parts)
  await tellOfRenewals(parts)
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
