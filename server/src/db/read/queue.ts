import type { MyQueue, PlaceView } from '@taxi/contract/queue.ts'
import type { OfferFacts } from '../../domain/offer.ts'
import type { Person } from '../../domain/person.ts'
import { myQueueOf, placeViewOf } from '../../domain/queue.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import { type Reader, readBoard } from './board.ts'

export async function readMyQueue(db: Reader, person: Person, now: Date): Promise<MyQueue> {
  return myQueueOf(await readBoard(db), person, now)
}

export async function knownPlace(db: Reader, placeId: string, person: Person, now: Date): Promise<PlaceView> {
  const place = placeViewOf(await readBoard(db), placeId, person, now)
  if (!place) throw new Refusal('queue.unknown')
  return place
}

/** An offer, settled or not; null when there never was one. */
export async function readOffer(db: Pick<Db, 'offers'>, id: string): Promise<OfferFacts | null> {
  const row = await db.offers.findUnique({ where: { id } })
  return (
    row && {
      id: row.id,
      slotId: row.slot_id,
      personId: row.person_id,
      placeId: row.place_id,
      expiresAt: row.expires_at,
      outcome: row.settled_at ? (row.outcome ?? 'withdrawn') : null,
    }
  )
}

/** Slots somebody waits for or that are held: those the clock looks at. */
export async function slotsInDemand(db: Reader): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM slots slot
    WHERE EXISTS (SELECT FROM offers offer WHERE offer.slot_id = slot.id AND offer.settled_at IS NULL)
      OR EXISTS (SELECT FROM places place
        WHERE place.left_at IS NULL AND (place.slot_id = slot.id OR place.service = slot.service))
    ORDER BY slot_number`
  return rows.map(row => row.id)
}
