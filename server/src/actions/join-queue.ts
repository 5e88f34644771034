import type { Transaction } from '../db/client.ts'
import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { readBoard, readSlot } from '../db/read/board.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { type Line, placeIn, writePlace } from '../db/write/write-place.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { whyNotQueue, whyNotQueueForAny } from '../domain/queue.ts'
import { Refusal } from '../domain/refusal.ts'
import type { BoardSlot } from '../domain/slot-view.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'change' | 'now'>

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
  const have = placeIn(line, slots, person)
  if (have) return have
  const [slot] = slots
  insist('service' in line ? whyNotQueueForAny(slots, person, now) : slot ? whyNotQueue(slot, person, now) : null)
  return writePlace(tx, line, slots, person, now)
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
