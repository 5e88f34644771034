import { readMyQueue } from '../../db/read/queue.ts'
import type { Person } from '../../domain/person.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells a person what they wait for, their turns, and which turns told before are gone. */
export function createQueueTeller(parts: Pick<Parts, 'db' | 'now'>, live: Pick<Live, 'toPerson'>) {
  const told = new Map<string, string[]>()

  return async (person: Person): Promise<void> => {
    const queue = await readMyQueue(parts.db, person, parts.now())
    live.toPerson(person.id, 'queue.update', queue)
    for (const offer of queue.offers) live.toPerson(person.id, 'offer.update', { offer, slot_id: offer.slot_id })
    const held = queue.offers.map(offer => offer.slot_id)
    const gone = (told.get(person.id) ?? []).filter(slot_id => !held.includes(slot_id))
    for (const slot_id of gone) live.toPerson(person.id, 'offer.update', { offer: null, slot_id })
    if (held.length) told.set(person.id, held)
    else told.delete(person.id)
  }
}
