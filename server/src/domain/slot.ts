import type { RefusalCode } from '@taxi/contract/refusals.ts'
import type { SessionState } from '@taxi/contract/sessions.ts'
import type { SlotState } from '@taxi/contract/slots.ts'
import { nextInLine, type Waiting } from './line.ts'
import { type Promised, promiseAt } from './promised.ts'

/** A session whose seat is not given back yet. */
export interface SeatTaken {
  id: string
  slotId: string
  machineId: string
  holder: { id: string; name: string }
  state: SessionState
  startedAt: Date
  endsAt: Date
  /** The last key, click or move; the first picture when there was none yet. */
  lastInputAt: Date | null
  bookingId: string | null
  /** Something is being made in the service since then. */
  generatingSince: Date | null
  /** Ended for its person, the work goes on until then at longest. */
  workingUntil: Date | null
  /** Who gets the seat next, its tabs kept. */
  handedTo: { id: string; name: string } | null
}

export interface SlotMachine {
  id: string
  isActive: boolean
  /** null: nobody has looked yet. */
  isHealthy: boolean | null
  /** Takes nobody new; who sits there stays. */
  isDraining?: boolean
  /** Takes nobody new until then, after too many errors in too short a time. */
  quarantinedUntil?: Date | null
  /** It is being started anew, or its profile copied: it comes back by itself. */
  isUnderRepair?: boolean
  /** The slot's account was found signed out there, twice in a row; absent: nobody found that. */
  isSignedOut?: boolean
  session: SeatTaken | null
  /** A turn held at another slot that needs this machine. */
  promised: Kept | null
}

/** For whom something is kept, and until when. */
export interface Kept {
  personId: string
  name: string
  expiresAt: Date
}
/** A turn that is held now. */
export interface Held extends Kept {
  id: string
  placeId: string
}

/** Everything the rules ask about a slot. */
export interface SlotFacts {
  id: string
  isActive: boolean
  maxMinutes: number
  session: SeatTaken | null
  /** Where the account is signed in, best first. */
  machines: SlotMachine[]
  held: Held | null
  /** Who waits and may use it, first come first. */
  line: Waiting[]
  /** Who let the last turn pass in silence. */
  ignoredBy: string | null
  /** Bookings nobody has come for yet, soonest first; also those of other slots on its machines. */
  bookings: Promised[]
  /** Who is first in line need not wait for work that goes on without a person. */
  mayTakeOver: boolean
}

export interface SlotStanding {
  state: SlotState
  /** Why it is sick or off, or closing for longer than usual. */
  why: RefusalCode | null
  /** The session in the way: the slot's own, or the one that uses its last machine. */
  session: SeatTaken | null
}

/** How the slot stands for people. */
export function slotStateOf(slot: SlotFacts, now: Date): SlotStanding {
  const alone = standingAlone(slot, now)
  if (alone.state !== 'free') return alone
  if (promiseAt(slot, now)) return standing('booked')
  if (keptAt(slot, now)) return standing('held')
  // The moment between freeing and the offer: nobody slips in before those who wait.
  return nextInLine(slot) ? standing('closing') : alone
}

/** Could somebody sit down, whoever waits? */
export const isFreeOfSessions = (slot: SlotFacts, now: Date) => standingAlone(slot, now).state === 'free'

/** Without its line. A running session is shown even when the slot was switched off meanwhile. */
function standingAlone(slot: SlotFacts, now: Date): SlotStanding {
  if (slot.session) return standing(runningState(slot.session), null, slot.session)
  const why = whyNowhere(slot, now)
  if (why) return standing(stateWhen[why] ?? 'off', why)
  const open = openAt(slot, now)
  if (open.every(machine => machine.isSignedOut)) return standing('sick', 'slot.signed-out')
  if (machineFor(slot, now)) return standing('free')
  const inTheWay = open.map(machine => machine.session).find(session => session && isOver(session)) ?? open[0]?.session
  return inTheWay ? standing(runningState(inTheWay), null, inTheWay) : standing('free')
}

/** Why none of its machines takes anybody, whoever sits there; null when one does. */
function whyNowhere({ isActive, machines }: SlotFacts, now: Date): RefusalCode | null {
  if (!isActive) return 'slot.off'
  const active = machines.filter(machine => machine.isActive)
  if (active.length === 0) return 'slot.no-machine'
  const staying = active.filter(machine => !machine.isDraining)
  if (staying.length === 0) return 'slot.draining'
  const well = staying.filter(machine => machine.isHealthy !== false)
  if (well.length === 0) return 'slot.sick'
  const used = well.filter(machine => !machine.isUnderRepair)
  if (used.length === 0) return 'slot.repair'
  return used.every(machine => isQuarantined(machine, now)) ? 'slot.quarantined' : null
}

const stateWhen: Partial<Record<RefusalCode, SlotState>> = {
  'slot.repair': 'closing',
  'slot.sick': 'sick',
  'slot.quarantined': 'sick',
}

/** For whom the slot is kept: by a turn of its own, or because its last machine is promised to another slot’s. */
export function keptAt(slot: SlotFacts, now: Date): Kept | null {
  return slot.held ?? machineFor(slot, now)?.promised ?? null
}

/** The machine a new session gets: the best that takes somebody new and is unused, and rather one not promised. */
export function machineFor(slot: SlotFacts, now: Date): SlotMachine | null {
  const usable = openAt(slot, now).filter(machine => !machine.session)
  return usable.find(machine => !machine.promised) ?? usable[0] ?? null
}

/** Its machines that take somebody new; those where nobody is signed in only when there are no others. */
function openAt(slot: SlotFacts, now: Date): SlotMachine[] {
  const open = slot.machines.filter(machine => takesNew(machine, now))
  const signedIn = open.filter(machine => !machine.isSignedOut)
  return signedIn.length > 0 ? signedIn : open
}

const takesNew = (machine: SlotMachine, now: Date) =>
  machine.isActive &&
  !machine.isDraining &&
  !machine.isUnderRepair &&
  machine.isHealthy !== false &&
  !isQuarantined(machine, now)

const isQuarantined = ({ quarantinedUntil }: SlotMachine, now: Date) =>
  Boolean(quarantinedUntil && quarantinedUntil > now)

function runningState(session: SeatTaken): SlotState {
  if (session.workingUntil) return 'working'
  return isOver(session) ? 'closing' : 'busy'
}

/** Ended for its person; the seat works on, or is being sealed and cleaned. */
export const isOver = (session: Pick<SeatTaken, 'state'>) => session.state === 'ended'

function standing(state: SlotState, why: RefusalCode | null = null, session: SeatTaken | null = null): SlotStanding {
  return { state, why, session }
}
