import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { isOver, type SlotFacts } from './slot.ts'

/** Why this person may not ask the holder of this slot. */
export function whyNotAsk(slot: SlotFacts, person: Person): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (!slot.session || isOver(slot.session)) return no('ask.nobody')
  return slot.session.holder.id === person.id ? no('queue.mine') : null
}
