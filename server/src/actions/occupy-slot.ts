import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { lookAtSlot } from '../db/read/look-at-slot.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { noteDenied } from '../db/write/note-denied.ts'
import { oneOfCrowd } from '../db/write/one-of-crowd.ts'
import { type OccupiedSlot, writeTurn } from '../db/write/write-turn.ts'
import { isForWant } from '../domain/denied.ts'
import { insist } from '../domain/no.ts'
import { onMachine, whyNotChoose, whyNotOccupy } from '../domain/occupy.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

export type { OccupiedSlot }

type Needs = Pick<Parts, 'db' | 'change' | 'now'>

export interface WantedSlot {
  person: Person
  slotId: string
  /** On this of its machines: to sign its account in there. */
  machineId?: string | undefined
}

/**
 * Takes a free slot for this person; making its seat ready starts from the row. Who has it already gets the same
 * session back. Of people at the same instant one gets it, the others hear who.
 */
export async function occupySlot(parts: Needs, wanted: WantedSlot): Promise<OccupiedSlot> {
  const { person, slotId } = wanted
  const asked = performance.now()
  try {
    return await take(parts, wanted, asked).catch(error => {
      // Two slots on one machine are locked one by one; the index on the screen decides. Now it is visible who won.
      if (!isUniqueViolation(error)) throw error
      return take(parts, wanted, asked)
    })
  } catch (error) {
    if (error instanceof Refusal && isForWant(error.code))
      await noteDenied(parts.db, { personId: person.id, slotId, why: error.code, at: parts.now() })
    throw error
  }
}

async function take(parts: Needs, wanted: WantedSlot, asked: number): Promise<OccupiedSlot> {
  const { person, slotId, machineId } = wanted
  const seen = await lookAtSlot(parts.db, slotId)
  if (!seen) throw new Refusal('slot.unknown')
  insist(whyNotChoose(seen, machineId, person))
  insist(whyNotOccupy(onMachine(seen, machineId), person, parts.now()))
  return oneOfCrowd(parts.db, slotId, {
    first: () =>
      parts.change(async tx => {
        const slot = await lockSlot(tx, slotId)
        if (!slot) throw new Refusal('slot.unknown')
        return writeTurn(tx, onMachine(slot, machineId), person, { now: parts.now(), asked })
      }),
    others: () => take(parts, wanted, asked),
  })
}
