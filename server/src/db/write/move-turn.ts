import { dueAt, IGNORED_TO_DROP } from '../../domain/offer.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { readSlotFacts } from '../read/board.ts'
import { endPlaces } from './end-places.ts'
import { makeOffer } from './make-offer.ts'
import { settleOffer } from './settle-offer.ts'
import { tellLine } from './tell-line.ts'

/** Brings the turn of a locked slot up to date: lets go what ran out or was taken away, offers to whoever is next. */
export async function moveTurn(tx: Transaction, slotId: string, now: Date): Promise<boolean> {
  const slot = await readSlotFacts(tx, slotId)
  const due = slot && dueAt(slot, now)
  if (!slot || !due) return false
  if (due.type === 'offer') {
    await makeOffer(tx, slotId, due.to, now)
    await tellLine(tx, slot)
    return true
  }
  if (slot.held) await letGo(tx, slot, slot.held, due.type, now)
  await moveTurn(tx, slotId, now)
  return true
}

async function letGo(
  tx: Transaction,
  slot: BoardSlot,
  held: NonNullable<BoardSlot['held']>,
  outcome: 'ignored' | 'withdrawn',
  now: Date,
): Promise<void> {
  if (!(await settleOffer(tx, held.id, outcome, now))) return
  await tellLine(tx, slot, [held.personId])
  if (outcome === 'withdrawn') return
  const place = await tx.places.update({ where: { id: held.placeId }, data: { ignored: { increment: 1 } } })
  const line = { personId: held.personId, slotId: slot.id, service: slot.service }
  if (place.ignored >= IGNORED_TO_DROP) await endPlaces(tx, line, 'dropped', now)
}
