import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { lookAtSlot } from '../db/read/look-at-slot.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { noteDenied } from '../db/write/note-denied.ts'
import { oneOfCrowd } from '../db/write/one-of-crowd.ts'
import { type OccupiedSlot, writeTurn } from '../db/write/write-turn.ts'
import { isForWant } from '../domain/denied.ts'
import { insist } from '../domain/no.ts'
import { whyNotOccupy } from '../domain/occupy.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

export type { OccupiedSlot }

type Needs = Pick<Parts, 'db' | 'change' | 'now'>

/**
 * Takes a free slot for this person; making its seat ready starts from the row. Who has it already gets the same
 * session back. Of people at the same instant one gets it, the others hear who.
 */
export async function occupySlot(
  parts: Needs,
  { person, slotId }: { person: Person; slotId: string },
): Promise<OccupiedSlot> {
  const asked = performance.now()
  try {
    return await take(parts, person, slotId, asked).catch(error => {
      // Two slots on one machine are locked one by one; the index on the screen decides. Now it is visible who won.
      if (!isUniqueViolation(error)) throw error
      return take(parts, person, slotId, asked)
    })
  } catch (error) {
    if (error instanceof Refusal && isForWant(error.code))
      await noteDenied(parts.db, { personId: person.id, slotId, why: error.code, at: parts.now() })
    throw error
  }
}

async function take(parts: Needs, person: Person, slotId: string, asked: number): Promise<OccupiedSlot> {
  const seen = await lookAtSlot(parts.db, slotId)
  if (!seen) throw new Refusal('slot.unknown')
  insist(whyNotOccupy(seen, person, parts.now()))
  return oneOfCrowd(parts.db, slotId, {
    first: () =>
      parts.change(async tx => {
        const slot = await lockSlot(tx, slotId)
        if (!slot) throw new Refusal('slot.unknown')
        return writeTurn(tx, slot, person, { now: parts.now(), asked })
      }),
    others: () => take(parts, person, slotId, asked),
  })
}
