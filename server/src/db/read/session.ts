import { EndReason, SessionState, type SessionView } from '@taxi/contract/sessions.ts'
import { permissionOf } from '../../domain/no.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type SessionFacts, whyNotExtend, whyNotOpenDesk, whyNotRelease } from '../../domain/session.ts'
import { idleEndsAt } from '../../domain/timers.ts'
import type { Db } from '../client.ts'
import type { dumpsModel, sessionsModel, slotsModel } from '../generated/models.ts'
import { dumpViewOf } from './dump-view.ts'

type Reader = Pick<Db, 'sessions'>
type WithSlot = sessionsModel & { slot: Pick<slotsModel, 'name' | 'service' | 'max_minutes' | 'idle_minutes'> }

const withSlot = { slot: { select: { name: true, service: true, max_minutes: true, idle_minutes: true } } } as const

/** What the rules ask about a session. */
export function sessionFactsOf(row: WithSlot): SessionFacts {
  return {
    id: row.id,
    personId: row.person_id,
    state: SessionState.parse(row.state),
    startedAt: row.started_at,
    firstFrameAt: row.first_frame_at,
    lastInputAt: row.last_input_at,
    awaySince: row.away_since,
    endsAt: row.ends_at,
    phases: row.phases as SessionFacts['phases'],
    maxMinutes: row.slot.max_minutes,
    idleMinutes: row.slot.idle_minutes,
  }
}

export async function readSessionFacts(db: Reader, id: string): Promise<SessionFacts | null> {
  const row = await db.sessions.findUnique({ where: { id }, include: withSlot })
  return row && sessionFactsOf(row)
}

/** Sessions that run, for the timers. */
export async function readRunningSessions(db: Reader): Promise<SessionFacts[]> {
  const rows = await db.sessions.findMany({ where: { ended_at: null }, include: withSlot })
  return rows.map(sessionFactsOf)
}

/** The session as its own person sees it; null when there is none. */
export async function readSession(db: Reader, id: string): Promise<SessionView | null> {
  const row = await db.sessions.findUnique({ where: { id }, include: { ...withSlot, dump: true } })
  return row && sessionViewOf(row)
}

/** The person's last sessions, newest first. */
export async function readSessionsOf(db: Reader, personId: string, last = 50): Promise<SessionView[]> {
  const rows = await db.sessions.findMany({
    where: { person_id: personId },
    include: { ...withSlot, dump: true },
    orderBy: { started_at: 'desc' },
    take: last,
  })
  return rows.map(sessionViewOf)
}

/** The person's running session; with several, the one begun last. */
export async function readOpenSessionOf(db: Reader, personId: string): Promise<SessionView | null> {
  const row = await db.sessions.findFirst({
    where: { person_id: personId, ended_at: null },
    include: { ...withSlot, dump: true },
    orderBy: { started_at: 'desc' },
  })
  return row && sessionViewOf(row)
}

export function sessionViewOf(row: WithSlot & { dump: dumpsModel | null }): SessionView {
  const facts = sessionFactsOf(row)
  const person = { id: row.person_id }
  return {
    id: row.id,
    slot_id: row.slot_id,
    slot_name: row.slot.name,
    service: row.slot.service,
    vm_id: row.machine_id,
    state: facts.state,
    started_at: row.started_at.toISOString(),
    first_frame_at: instant(row.first_frame_at),
    away_since: instant(row.away_since),
    ends_at: row.ends_at.toISOString(),
    idle_ends_at: instant(idleEndsAt(facts)),
    ended_at: instant(row.ended_at),
    end_reason: row.end_reason === null ? null : EndReason.parse(row.end_reason),
    ended_by: row.ended_by,
    end_note: row.end_note,
    phases: facts.phases,
    dump: row.dump && dumpViewOf(row.dump),
    may: {
      open: permissionOf(whyNotOpenDesk(facts, person)),
      extend: permissionOf(whyNotExtend(facts, person)),
      release: permissionOf(whyNotRelease(facts, person)),
    },
  }
}

const instant = (at: Date | null) => at?.toISOString() ?? null

export async function knownSession(db: Reader, id: string): Promise<SessionView> {
  const session = await readSession(db, id)
  if (!session) throw new Refusal('session.unknown')
  return session
}

/** The person's own session; another's is as good as none. */
export async function ownSession(db: Reader, id: string, personId: string): Promise<SessionView> {
  const row = await db.sessions.findUnique({ where: { id }, include: { ...withSlot, dump: true } })
  if (!row || row.person_id !== personId) throw new Refusal('session.unknown')
  return sessionViewOf(row)
}
