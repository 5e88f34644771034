import type { AskAnswer, AskState, AskView } from '@taxi/contract/asks.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { lineOf } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { isOver, type SeatTaken, type SlotFacts } from './slot.ts'

/** So long a request waits for its answer. */
const ASK_OPEN_MINUTES = 3
/** One person asks the same session that seldom. */
const ASK_AGAIN_MINUTES = 15
/** A holder who pressed nothing for so long is asleep: the answer is yes. */
const ASLEEP_MINUTES = 5
/** So long a holder who answers «in five minutes» stays. */
const SOON_MINUTES = 5

/** Somebody on either side of a request, and the language they are told in. */
interface AskParty {
  id: string
  name: string
  locale: Locale
}

/** A polite request as its row tells it. */
export interface AskFacts {
  id: string
  sessionId: string
  slotId: string
  slotName: string
  from: AskParty
  /** The holder. */
  to: AskParty
  minutes: number
  state: AskState
  askedAt: Date
  expiresAt: Date
}
/** What is looked at of the session that was asked for. */
export type AskedSession = Pick<SeatTaken, 'state' | 'lastInputAt' | 'generatingSince'>

/** Why this person may not ask the holder of this slot. Who waits longest asks first. */
export function whyNotAsk(slot: SlotFacts, person: Person): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (!slot.session || isOver(slot.session)) return no('ask.nobody')
  if (slot.session.holder.id === person.id) return no('queue.mine')
  const [first] = lineOf(slot)
  return first && first !== person.id ? no('ask.not-first') : null
}

/** Why not again: `earlier` are the requests made of this session so far. One's own open one is no reason. */
export function whyNotAskAgain(earlier: AskFacts[], person: { id: string }, now: Date): No | null {
  const open = earlier.find(ask => isOpen(ask, now))
  if (open) return open.from.id === person.id ? null : no('ask.open', { name: open.from.name })
  const mine = earlier.filter(ask => ask.from.id === person.id).map(ask => after(ask.askedAt, ASK_AGAIN_MINUTES))
  const until = mine.find(again => again > now)
  return until ? no('ask.again', { until: until.toISOString() }) : null
}

export function whyNotAnswerAsk(ask: AskFacts, person: { id: string }, now: Date): No | null {
  if (ask.to.id !== person.id) return no('ask.unknown')
  return isOpen(ask, now) ? null : no('ask.over')
}

export function whyNotWithdrawAsk(ask: AskFacts, person: { id: string }): No | null {
  if (ask.from.id !== person.id) return no('ask.unknown')
  return ask.state === 'open' || ask.state === 'withdrawn' ? null : no('ask.over')
}

/** What an answer makes of the request. */
export const stateAfter = { now: 'released', soon: 'soon', no: 'refused' } as const satisfies Record<
  AskAnswer,
  AskState
>

/** When the session ends that its holder gives up in a few minutes. Never later than it would have. */
export function soonEnd(session: { endsAt: Date }, now: Date): Date {
  return new Date(Math.min(session.endsAt.getTime(), after(now, SOON_MINUTES).getTime()))
}

/** What the clock makes of an open request by now; null: it goes on waiting. */
export function dueAnswer(ask: AskFacts, session: AskedSession, now: Date): 'moot' | 'released' | 'expired' | null {
  if (ask.state !== 'open') return null
  if (isOver(session)) return 'moot'
  if (isAsleep(session, now)) return 'released'
  return ask.expiresAt <= now ? 'expired' : null
}

/** Nobody sits there: no key, click or move for a while, and nothing is being made meanwhile. */
export function isAsleep({ lastInputAt, generatingSince }: AskedSession, now: Date): boolean {
  return lastInputAt !== null && !generatingSince && after(lastInputAt, ASLEEP_MINUTES) < now
}

/** The request as one of its two sees it. */
export function askViewFor(ask: AskFacts, person: { id: string }): AskView {
  return {
    id: ask.id,
    slot_id: ask.slotId,
    slot_name: ask.slotName,
    session_id: ask.sessionId,
    from: { name: ask.from.name, mine: ask.from.id === person.id },
    to: { name: ask.to.name, mine: ask.to.id === person.id },
    minutes: ask.minutes,
    state: ask.state,
    asked_at: ask.askedAt.toISOString(),
    expires_at: ask.expiresAt.toISOString(),
  }
}

/** When a request made now lapses. */
export const askExpiry = (now: Date) => after(now, ASK_OPEN_MINUTES)
export const isOpen = (ask: Pick<AskFacts, 'state' | 'expiresAt'>, now: Date) =>
  ask.state === 'open' && ask.expiresAt > now

const after = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000)
