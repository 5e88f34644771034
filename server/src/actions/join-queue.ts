import type { Transaction } from '../db/client.ts'
import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { readBoard, readSlot } from '../db/read/board.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { tellLine } from '../db/write/tell-line.ts'
import { estimateOf, soonest } from '../domain/estimate.ts'
import { lineOf } from '../domain/line.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { whyNotQueue, whyNotQueueForAny } from '../domain/queue.ts'
import { Refusal } from '../domain/refusal.ts'
import type { BoardSlot } from '../domain/slot-view.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'change' | 'now'>
export type Line = { slotId: string } | { service: string }

/** Takes a place in the line of a slot, or of every slot of a service. Repeated, it answers the same place. */
export async function joinQueue(parts: Needs, { person, line }: { person: Person; line: Line }): Promise<string> {
  const join = () => parts.change(tx => takePlace(tx, person, line, parts.now()))
  // Pressed twice at the same instant: the index let one in, now it is seen.
  return join().catch(error => {
    if (!isUniqueViolation(error)) throw error
    return join()
  })
}

async function takePlace(tx: Transaction, person: Person, line: Line, now: Date): Promise<string> {
  const slots = await slotsOf(tx, line)
  const anySlot = 'service' in line
  const standing = slots.flatMap(slot => slot.line).filter(place => place.personId === person.id)
  // A place for the whole service stands in the line of each of its slots already.
  const have = standing.find(place => place.anySlot === anySlot) ?? (anySlot ? undefined : standing[0])
  if (have) return have.placeId
  insist(anySlot ? whyNotQueueForAny(slots, person, now) : slots[0] ? whyNotQueue(slots[0], person, now) : null)
  const estimate = soonest(slots.map(slot => estimateOf(slot, lineOf(slot).length, now)))
  const place = await tx.places.create({
    data: {
      person_id: person.id,
      ...(anySlot ? { service: line.service } : { slot_id: line.slotId }),
      estimate_from_min: estimate?.from_min ?? null,
      estimate_to_min: estimate?.to_min ?? null,
      created_at: now,
    },
  })
  for (const slot of slots) await tellLine(tx, slot, [person.id])
  return place.id
}

async function slotsOf(tx: Transaction, line: Line): Promise<BoardSlot[]> {
  if ('service' in line) {
    const slots = (await readBoard(tx)).filter(slot => slot.service === line.service)
    if (!slots.length) throw new Refusal('queue.no-service')
    return slots
  }
  await lockSlot(tx, line.slotId)
  const slot = await readSlot(tx, line.slotId)
  if (!slot) throw new Refusal('slot.unknown')
  return [slot]
}
