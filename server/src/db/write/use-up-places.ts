import type { Person } from '../../domain/person.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { endPlaces } from './end-places.ts'
import { settleOffer } from './settle-offer.ts'
import { tellLine } from './tell-line.ts'

/** Whoever sits down waits no more: their place in this line, the turn held here and what they were denied are settled. */
export async function useUpPlaces(tx: Transaction, slot: BoardSlot, person: Person, now: Date): Promise<void> {
  if (slot.held) await settleOffer(tx, slot.held.id, slot.held.personId === person.id ? 'taken' : 'withdrawn', now)
  await endPlaces(tx, { personId: person.id, slotId: slot.id, service: slot.service }, 'took', now)
  await tx.denied.updateMany({
    where: { person_id: person.id, service: slot.service, got_at: null },
    data: { got_at: now },
  })
  await tellLine(tx, slot)
}
