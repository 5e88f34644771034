import type { RepairKind } from '@taxi/contract/repairs.ts'
import { type Closing, isSealed } from './dump.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import type { SlotFacts, SlotMachine } from './slot.ts'

/** A machine that has not come back after this long did not survive its repair. */
export const REPAIR_MS = 5 * 60_000
/** A look at the machine sooner after the command may still have met what was about to end. */
const SETTLED_MS = 8_000

/** Why this person may not start the slot's screen and browser anew. */
export function whyNotRestart(slot: SlotFacts, person: Person): No | null {
  return mayPerson(person, 'slots:write') ? whyNotRepair(slot) : no('auth.not-allowed')
}

/** Why this person may not reboot the slot's machine. */
export function whyNotReboot(slot: SlotFacts, person: Person): No | null {
  return mayPerson(person, 'slots:admin') ? whyNotRepair(slot) : no('auth.not-allowed')
}

function whyNotRepair(slot: SlotFacts): No | null {
  const machine = machineToRepair(slot)
  if (!machine) return no('slot.no-machine')
  return machine.isUnderRepair ? no('slot.repair') : null
}

/** The machine that is meant by the slot: where its session is, or its best in service. */
export function machineToRepair(slot: SlotFacts): SlotMachine | null {
  const seat = slot.machines.find(machine => machine.id === slot.session?.machineId)
  return seat ?? slot.machines.find(machine => machine.isActive) ?? null
}

/** The session whose seat has not been given back, as far as a repair asks. */
export interface SeatInTheWay {
  /** When its closing was due; null: it has not ended. */
  closingSince: Date | null
  closing: Closing
}

/**
 * May the repair begin? Everything of the session is sealed first and its seat clean; a seat that cannot be cleaned is no
 * reason to wait, when starting anew is the cure: what is sealed and the dirty mark outlive it.
 */
export function mayRepairNow(kind: RepairKind, seat: SeatInTheWay | null, now: Date): boolean {
  if (!seat) return true
  const { closingSince, closing } = seat
  const cures = kind === 'restart' || kind === 'reboot'
  return cures && closingSince !== null && isSealed(closing, closingSince, now) && closing.clean?.ok === false
}

/** What became of a reboot, judged by the newest look at the machine. */
export function rebootStanding(
  began: Date,
  look: { isHealthy: boolean; failingSince: Date | null; at: Date } | null,
  now: Date,
): 'done' | 'failed' | 'running' {
  const looked = look && look.at.getTime() - began.getTime() >= SETTLED_MS
  if (looked && look.isHealthy && !look.failingSince) return 'done'
  return now.getTime() - began.getTime() >= REPAIR_MS ? 'failed' : 'running'
}
