import { EndReason, SessionState, type SessionView } from '@taxi/contract/sessions.ts'
import { whyNotHandOver } from '../../domain/hand-over.ts'
import { permissionOf } from '../../domain/no.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type SessionFacts, whyNotExtend, whyNotOpenDesk, whyNotRelease } from '../../domain/session.ts'
import { endOfTime, idleEndsAt } from '../../domain/timers.ts'
import { whyNotDeliverWhenDone } from '../../domain/work.ts'
import type { Db } from '../client.ts'
import type { bookingsModel, dumpsModel, peopleModel, sessionsModel, slotsModel } from '../generated/models.ts'
import { dumpViewOf } from './dump-view.ts'
import { readSurroundings, type Surroundings } from './surroundings.ts'

type Reader = Pick<Db, 'sessions' | '$queryRaw'>
type WithSlot = sessionsModel & {
  slot: Pick<slotsModel, 'name' | 'service' | 'max_minutes' | 'idle_minutes' | 'clipboard_in' | 'clipboard_out'>
  booking: Pick<bookingsModel, 'id' | 'starts_at' | 'ends_at'> | null
  person: Pick<peopleModel, 'name'>
}

const withSlot = {
  slot: {
    select: {
      name: true,
      service: true,
      max_minutes: true,
      idle_minutes: true,
      clipboard_in: true,
      clipboard_out: true,
    },
  },
  booking: { select: { id: true, starts_at: true, ends_at: true } },
  person: { select: { name: true } },
} as const
const withDump = { ...withSlot, dump: true } as const

function sessionFactsOf(row: WithSlot, around: Surroundings): SessionFacts {
  return {
    ...around,
    id: row.id,
    personId: row.person_id,
    state: SessionState.parse(row.state),
    startedAt: row.started_at,
    firstFrameAt: row.first_frame_at,
    lastInputAt: row.last_input_at,
    awaySince: row.away_since,
    endsAt: row.ends_at,
    phases: row.phases as SessionFacts['phases'],
    booking: row.booking && { id: row.booking.id, startsAt: row.booking.starts_at, endsAt: row.booking.ends_at },
    generatingSince: row.generating_since,
    workingUntil: row.work_done_at ? null : row.working_until,
    maxMinutes: row.slot.max_minutes,
    idleMinutes: row.slot.idle_minutes,
  }
}

async function factsOf<Row extends WithSlot>(db: Reader, rows: Row[]): Promise<{ row: Row; facts: SessionFacts }[]> {
  const running = rows.filter(row => !row.ended_at).map(row => row.id)
  const around = await readSurroundings(db, running)
  return rows.map(row => ({ row, facts: sessionFactsOf(row, around(row.id)) }))
}

/** What the rules ask about a session. */
export async function readSessionFacts(db: Reader, id: string): Promise<SessionFacts | null> {
  const row = await db.sessions.findUnique({ where: { id }, include: withSlot })
  if (!row) return null
  return (await factsOf(db, [row]))[0]?.facts ?? null
}

/** Sessions that run, for the timers. */
export async function readRunningSessions(db: Reader): Promise<SessionFacts[]> {
  const rows = await db.sessions.findMany({ where: { ended_at: null }, include: withSlot })
  return (await factsOf(db, rows)).map(({ facts }) => facts)
}

/** The session as its own person sees it; null when there is none. */
export async function readSession(db: Reader, id: string): Promise<SessionView | null> {
  const row = await db.sessions.findUnique({ where: { id }, include: withDump })
  return row && viewOf(db, row)
}

/** The person's last sessions, newest first. */
export async function readSessionsOf(db: Reader, personId: string, last = 50): Promise<SessionView[]> {
  const rows = await db.sessions.findMany({
    where: { person_id: personId },
    include: withDump,
    orderBy: { started_at: 'desc' },
    take: last,
  })
  return (await factsOf(db, rows)).map(({ row, facts }) => sessionViewOf(row, facts))
}

/** The person's running session; with several, the one begun last. */
export async function readOpenSessionOf(db: Reader, personId: string): Promise<SessionView | null> {
  const row = await db.sessions.findFirst({
    where: { person_id: personId, ended_at: null },
    include: withDump,
    orderBy: { started_at: 'desc' },
  })
  return row && viewOf(db, row)
}

function sessionViewOf(row: WithSlot & { dump: dumpsModel | null }, facts: SessionFacts): SessionView {
  const person = { id: row.person_id }
  return {
    id: row.id,
    slot_id: row.slot_id,
    slot_name: row.slot.name,
    service: row.slot.service,
    holder: row.person.name,
    vm_id: row.machine_id,
    state: facts.state,
    started_at: row.started_at.toISOString(),
    first_frame_at: instant(row.first_frame_at),
    away_since: instant(row.away_since),
    ends_at: endOfTime(facts).at.toISOString(),
    booking_id: row.booking_id,
    promised_at: instant(facts.promised?.startsAt ?? null),
    generating_since: instant(row.ended_at && !facts.workingUntil ? null : row.generating_since),
    working_until: instant(facts.workingUntil),
    idle_ends_at: instant(idleEndsAt(facts)),
    ended_at: instant(row.ended_at),
    end_reason: row.end_reason === null ? null : EndReason.parse(row.end_reason),
    ended_by: row.ended_by,
    end_note: row.end_note,
    phases: facts.phases,
    dump: row.dump && dumpViewOf(row.dump),
    clipboard: { in: row.slot.clipboard_in, out: row.slot.clipboard_out },
    recorded: row.is_recorded,
    watched_by: facts.watchedBy,
    may: {
      open: permissionOf(whyNotOpenDesk(facts, person)),
      extend: permissionOf(whyNotExtend(facts, person)),
      release: permissionOf(whyNotRelease(facts, person)),
      hand_over: permissionOf(whyNotHandOver(facts, person)),
      deliver_when_done: permissionOf(whyNotDeliverWhenDone(facts, person)),
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
  const row = await db.sessions.findUnique({ where: { id }, include: withDump })
  if (!row || row.person_id !== personId) throw new Refusal('session.unknown')
  return viewOf(db, row)
}

async function viewOf(db: Reader, row: WithSlot & { dump: dumpsModel | null }): Promise<SessionView> {
  const around = await readSurroundings(db, row.ended_at ? [] : [row.id])
  return sessionViewOf(row, sessionFactsOf(row, around(row.id)))
}
