import { AskState } from '@taxi/contract/asks.ts'
import { Locale } from '@taxi/contract/shapes.ts'
import type { AskedSession, AskFacts } from '../../domain/ask.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { Prisma } from '../generated/client.ts'
import type { asksModel, peopleModel } from '../generated/models.ts'
import { askedSessionOf } from './asked-session.ts'

type Reader = Pick<Db, 'asks'>
type Party = Pick<peopleModel, 'id' | 'name' | 'locale'>

const party = { select: { id: true, name: true, locale: true } } as const
const withParties = {
  person: party,
  slot: { select: { name: true } },
  session: {
    select: {
      person: party,
      state: true,
      last_input_at: true,
      first_frame_at: true,
      generating_since: true,
    },
  },
} as const satisfies Prisma.asksInclude

/** What became of a request stays in sight for so long. */
const RECENT_MS = 10 * 60_000

export async function readAsk(db: Reader, id: string): Promise<AskFacts | null> {
  const row = await db.asks.findUnique({ where: { id }, include: withParties })
  return row && askOf(row)
}

export async function knownAsk(db: Reader, id: string): Promise<AskFacts> {
  const ask = await readAsk(db, id)
  if (!ask) throw new Refusal('ask.unknown')
  return ask
}

/** Every request made of a session, newest first. */
export async function readAsksOfSession(db: Reader, sessionId: string): Promise<AskFacts[]> {
  const rows = await db.asks.findMany({
    where: { session_id: sessionId },
    include: withParties,
    orderBy: { asked_at: 'desc' },
  })
  return rows.map(askOf)
}

/** The request that waits for the answer of this session's holder. */
export async function openAskOf(db: Reader, sessionId: string): Promise<AskFacts | null> {
  const row = await db.asks.findFirst({ where: { session_id: sessionId, state: 'open' }, include: withParties })
  return row && askOf(row)
}

/** Requests to and from this person: the open ones, and what became of others just now. Newest first. */
export async function readAsksOfPerson(db: Reader, personId: string, now: Date): Promise<AskFacts[]> {
  const rows = await db.asks.findMany({
    where: {
      AND: [
        { OR: [{ person_id: personId }, { session: { person_id: personId } }] },
        { OR: [{ state: 'open' }, { answered_at: { gt: new Date(now.getTime() - RECENT_MS) } }] },
      ],
    },
    include: withParties,
    orderBy: { asked_at: 'desc' },
  })
  return rows.map(askOf)
}

/** Requests that wait for an answer, each with the session it asks for. */
export async function readOpenAsks(db: Reader): Promise<{ ask: AskFacts; session: AskedSession }[]> {
  const rows = await db.asks.findMany({ where: { state: 'open' }, include: withParties, orderBy: { asked_at: 'asc' } })
  return rows.map(row => ({ ask: askOf(row), session: askedSessionOf(row.session) }))
}

const askOf = (row: asksModel & { person: Party; slot: { name: string }; session: { person: Party } }): AskFacts => ({
  id: row.id,
  sessionId: row.session_id,
  slotId: row.slot_id,
  slotName: row.slot.name,
  from: partyOf(row.person),
  to: partyOf(row.session.person),
  minutes: row.minutes,
  state: AskState.parse(row.state),
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
})

const partyOf = ({ id, name, locale }: Party) => ({ id, name, locale: Locale.parse(locale) })
