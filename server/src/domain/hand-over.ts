import { lineOf } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { nextPromise, SHORTEST_TURN_MINUTES } from './promised.ts'
import type { SessionFacts } from './session.ts'
import type { SeatTaken, SlotFacts } from './slot.ts'

const SHORTEST_MS = SHORTEST_TURN_MINUTES * 60_000

/** Why this session cannot be handed over to anybody. */
export function whyNotHandOver(
  session: Pick<SessionFacts, 'personId' | 'state' | 'firstFrameAt'>,
  person: { id: string },
): No | null {
  if (session.personId !== person.id) return no('session.unknown')
  if (session.state === 'ended') return no('session.ended')
  return session.firstFrameAt ? null : no('hand-over.too-early')
}

/** Why this colleague cannot be given the seat. Those who wait are not passed over: only the first of them may be given it. */
export function whyNotHandTo(slot: SlotFacts, heir: Person | null, now: Date): No | null {
  if (!heir || !mayPerson(heir, 'slots:use')) return no('person.unknown')
  const giver = slot.session?.holder.id
  if (heir.id === giver) return no('queue.mine')
  const first = lineOf(slot).find(id => id !== giver)
  if (first && first !== heir.id) return no('hand-over.wanted')
  return whyNotSeat(slot, heir, now)
}

/** Why a colleague cannot sit down at the seat as it stands; asked again at the moment they would. */
export function whyNotSeat(slot: SlotFacts, heir: Person, now: Date): No | null {
  if (!mayPerson(heir, 'slots:use')) return no('person.unknown')
  if (!slot.isActive) return no('slot.off')
  const machine = slot.machines.find(({ id }) => id === slot.session?.machineId)
  if (!machine?.isActive) return no('slot.no-machine')
  if (machine.isHealthy === false) return no('slot.sick')
  if (machine.isDraining) return no('slot.draining')
  if (machine.isUnderRepair) return no('slot.repair')
  const promise = nextPromise(slot, heir, now)
  if (!promise || promise.startsAt.getTime() - now.getTime() > SHORTEST_MS) return null
  const { name, startsAt, endsAt } = promise
  return no('slot.booked', { holder: name, from: startsAt.toISOString(), until: endsAt.toISOString() })
}

/** The colleague has the time that was left, some minutes at least, and no longer than until the next booking. */
export function endAfterHandOver(slot: SlotFacts, session: Pick<SeatTaken, 'endsAt'>, heir: Person, now: Date): Date {
  const left = Math.max(session.endsAt.getTime(), now.getTime() + SHORTEST_MS)
  return new Date(Math.min(left, nextPromise(slot, heir, now)?.startsAt.getTime() ?? left))
}
