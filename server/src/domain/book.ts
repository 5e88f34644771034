import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import type { SlotFacts } from './slot.ts'

/** Why this person may not book this slot at whatever time. */
export function whyNotBookAtAll(slot: Pick<SlotFacts, 'isActive' | 'machines'>, person: Person): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (!slot.isActive) return no('slot.off')
  return slot.machines.some(machine => machine.isActive) ? null : no('slot.no-machine')
}
