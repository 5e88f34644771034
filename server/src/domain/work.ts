import { lineOf } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import type { SessionFacts } from './session.ts'
import type { SlotFacts } from './slot.ts'

/** So long the work goes on without its person at most. */
export const LONGEST_WORK_MINUTES = 60

/** Why this session cannot be left to finish by itself. */
export function whyNotDeliverWhenDone(
  session: Pick<SessionFacts, 'personId' | 'state' | 'generatingSince'>,
  person: { id: string },
): No | null {
  if (session.personId !== person.id) return no('session.unknown')
  if (session.state === 'ended') return no('session.ended')
  return session.generatingSince ? null : no('work.nothing')
}

/** Why this person may not end the work that goes on at this slot: its own person may, administrators, and who is first in line where it is allowed. */
export function whyNotStopWork(slot: SlotFacts, person: Person): No | null {
  const { session } = slot
  if (!session?.workingUntil) return no('work.none')
  if (session.holder.id === person.id || mayPerson(person, 'slots:admin')) return null
  return slot.mayTakeOver && lineOf(slot)[0] === person.id ? null : no('auth.not-allowed')
}
