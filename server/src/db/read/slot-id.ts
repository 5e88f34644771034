import { Refusal } from '../../domain/refusal.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Db } from '../client.ts'
import { readSlot } from './board.ts'

const HIGHEST_NUMBER = 100_000

/** The slot's id, given its id or its number. An id that looks like a number goes first. */
export async function slotIdOf(db: Pick<Db, 'slots'>, given: string): Promise<string> {
  if (!/^\d{1,6}$/.test(given)) return given
  const slot_number = Math.min(Number(given), HIGHEST_NUMBER + 1)
  const found = await db.slots.findMany({ where: { OR: [{ id: given }, { slot_number }] }, select: { id: true } })
  return (found.find(slot => slot.id === given) ?? found[0])?.id ?? given
}

export async function knownSlot(db: Pick<Db, 'slots' | '$queryRaw'>, given: string): Promise<BoardSlot> {
  const slot = await readSlot(db, await slotIdOf(db, given))
  if (!slot) throw new Refusal('slot.unknown')
  return slot
}
