import { estimateOf, soonest } from '../../domain/estimate.ts'
import { lineOf } from '../../domain/line.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { tellLine } from './tell-line.ts'

export type Line = { slotId: string } | { service: string }

/** The place the person has in this line already. One for the whole service stands in the line of each of its slots. */
export function placeIn(line: Line, slots: BoardSlot[], person: { id: string }): string | null {
  const anySlot = 'service' in line
  const standing = slots.flatMap(slot => slot.line).filter(place => place.personId === person.id)
  const have = standing.find(place => place.anySlot === anySlot) ?? (anySlot ? undefined : standing[0])
  return have?.placeId ?? null
}

/** Puts the person at the end of a line: that of one slot, or of all slots of a service. Everybody in it is told. */
export async function writePlace(
  tx: Transaction,
  line: Line,
  slots: BoardSlot[],
  person: { id: string },
  now: Date,
): Promise<string> {
  const estimate = soonest(slots.map(slot => estimateOf(slot, lineOf(slot).length, now)))
  const place = await tx.places.create({
    data: {
      person_id: person.id,
      ...('service' in line ? { service: line.service } : { slot_id: line.slotId }),
      estimate_from_min: estimate?.from_min ?? null,
      estimate_to_min: estimate?.to_min ?? null,
      created_at: now,
    },
  })
  for (const slot of slots) await tellLine(tx, slot, [person.id])
  return place.id
}
