import { nextInLine } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { promiseAt } from './promised.ts'
import { isOver, keptAt, machineFor, type SeatTaken, type SlotFacts, slotStateOf } from './slot.ts'

/** Why this person may not take this slot now; null when they may, also when they have it already. */
export function whyNotOccupy(slot: SlotFacts, person: Person, now: Date): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (sessionToReturnTo(slot, person)) return null
  if (slot.session) return taken('slot.taken', slot.session)
  const { why, session } = slotStateOf(slot, now)
  if (why && !(why === 'slot.signed-out' && maySignIn(person))) return no(why)
  if (session && !machineFor(slot, now)) return taken('slot.machine-busy', session)
  return whyNotYet(slot, person, now)
}

/** Why this person may not choose on which of the slot's machines they sit down: only who has its password may. */
export function whyNotChoose(slot: SlotFacts, machineId: string | undefined, person: Person): No | null {
  if (machineId === undefined) return null
  if (!maySignIn(person)) return no('auth.not-allowed')
  return slot.machines.some(({ id }) => id === machineId) ? null : no('slot.not-there')
}

/** The slot as if it were on this machine alone: where somebody signs its account in. */
export function onMachine<Slot extends SlotFacts>(slot: Slot, machineId: string | undefined): Slot {
  return machineId === undefined ? slot : { ...slot, machines: slot.machines.filter(({ id }) => id === machineId) }
}

/** Somebody must sit down to sign the account in again: who has its password. */
const maySignIn = (person: Person) => mayPerson(person, 'slots:admin')

/** Whose turn it is may sit down at once; everybody else hears of it. */
function whyNotYet(slot: SlotFacts, person: Person, now: Date): No | null {
  const promise = promiseAt(slot, now)
  if (promise?.slotId === slot.id && promise.personId === person.id) return null
  if (promise)
    return no('slot.booked', {
      holder: promise.name,
      from: promise.startsAt.toISOString(),
      until: promise.endsAt.toISOString(),
    })
  const kept = keptAt(slot, now)
  if (kept && kept.personId !== person.id)
    return no('slot.held', { holder: kept.name, until: kept.expiresAt.toISOString() })
  // A turn at a neighbour keeps the machine for its person; who waits here is not passed by it.
  if (slot.held) return null
  const next = nextInLine(slot)
  return next && next.personId !== person.id ? no('slot.closing') : null
}

/** Why this person, who has `open` sessions, may not have one more. */
export function whyNotOneMore({ open, most }: { open: number; most: number }): No | null {
  return open >= most ? no('person.too-many-sessions', { count: String(most) }) : null
}

/** The person's own running session: pressing twice leads back to it. */
export function sessionToReturnTo(slot: SlotFacts, person: Person): SeatTaken | null {
  const { session } = slot
  return session && session.holder.id === person.id && !isOver(session) ? session : null
}

function taken(code: 'slot.taken' | 'slot.machine-busy', session: SeatTaken): No {
  if (session.workingUntil)
    return no('slot.working', { holder: session.holder.name, until: session.workingUntil.toISOString() })
  if (isOver(session)) return no('slot.closing')
  return no(code, { holder: session.holder.name, until: session.endsAt.toISOString() })
}
