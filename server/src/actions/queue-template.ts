import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { readSlot } from '../db/read/board.ts'
import { knownTemplate } from '../db/read/templates.ts'
import { lockSlots } from '../db/write/lock-slots.ts'
import { placeIn, writePlace } from '../db/write/write-place.ts'
import type { Person } from '../domain/person.ts'
import { whyNotQueue } from '../domain/queue.ts'
import type { Parts } from '../parts.ts'

/**
 * Takes a place in the line of every slot of a template that one may wait for; free ones and one's own are passed
 * over. Repeated, it answers the same places.
 */
export async function queueTemplate(
  parts: Pick<Parts, 'db' | 'change' | 'now'>,
  { person, templateId }: { person: Person; templateId: string },
): Promise<string[]> {
  const { slotIds } = await knownTemplate(parts.db, templateId, person)
  const now = parts.now()
  const join = () =>
    parts.change(async tx => {
      const places = new Set<string>()
      for (const { id } of await lockSlots(tx, slotIds)) {
        const slot = await readSlot(tx, id)
        const line = { slotId: id }
        const have = slot && placeIn(line, [slot], person)
        if (have) places.add(have)
        else if (slot && !whyNotQueue(slot, person, now)) places.add(await writePlace(tx, line, [slot], person, now))
      }
      return [...places]
    })
  // Pressed twice at the same instant: the index let one in, now it is seen.
  return join().catch(error => {
    if (!isUniqueViolation(error)) throw error
    return join()
  })
}
