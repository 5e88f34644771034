import type { Transaction } from '../client.ts'
import { settleOffer } from './settle-offer.ts'

export type PlaceOutcome = 'took' | 'left' | 'passed' | 'dropped'

interface Line {
  personId: string
  slotId: string
  service: string
}

/**
 * Ends what the person has in the line of this slot: the place for it and the one for its whole service. A turn that
 * such a place was given elsewhere is withdrawn. Offers are written before places, everywhere: no two transactions
 * wait for each other.
 */
export async function endPlaces(tx: Transaction, line: Line, outcome: PlaceOutcome, at: Date): Promise<void> {
  const where = { person_id: line.personId, left_at: null, OR: [{ slot_id: line.slotId }, { service: line.service }] }
  const places = await tx.places.findMany({ where, select: { id: true, service: true } })
  if (!places.length) return
  const ids = places.map(place => place.id)
  const held = await tx.offers.findMany({ where: { place_id: { in: ids }, settled_at: null } })
  for (const offer of held) {
    const here = offer.slot_id === line.slotId && outcome === 'left'
    await settleOffer(tx, offer.id, here ? 'passed' : 'withdrawn', at)
    await tx.announce({ about: 'slot', id: offer.slot_id })
  }
  await tx.places.updateMany({ where: { id: { in: ids }, left_at: null }, data: { left_at: at, outcome } })
  if (places.some(place => place.service !== null)) await tellService(tx, line)
  await tx.announce({ about: 'queue', id: line.personId })
}

/** The other lines of the service moved too. */
async function tellService(tx: Transaction, { service, slotId }: Line): Promise<void> {
  const others = await tx.slots.findMany({ where: { service, id: { not: slotId } }, select: { id: true } })
  for (const { id } of others) await tx.announce({ about: 'slot', id })
}
