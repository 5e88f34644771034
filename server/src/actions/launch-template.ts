import type { Transaction } from '../db/client.ts'
import { readSlotFacts } from '../db/read/board.ts'
import { knownTemplate } from '../db/read/templates.ts'
import { lockSlots } from '../db/write/lock-slots.ts'
import { noteDenied } from '../db/write/note-denied.ts'
import { type OccupiedSlot, writeTurn } from '../db/write/write-turn.ts'
import { isForWant } from '../domain/denied.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { whyNotLaunch } from '../domain/template.ts'
import type { Parts } from '../parts.ts'

export type LaunchedSeat = OccupiedSlot & { slotId: string }

/** Seats the person at every slot of a template, or at none: then the first in the way is named. In the template's order. */
export async function launchTemplate(
  parts: Pick<Parts, 'db' | 'change' | 'now'>,
  { person, templateId }: { person: Person; templateId: string },
): Promise<LaunchedSeat[]> {
  const asked = performance.now()
  const template = await knownTemplate(parts.db, templateId, person)
  const now = parts.now()
  try {
    return await parts.change(async tx => {
      const slots = await lockSlots(tx, template.slotIds)
      insist(whyNotLaunch(slots, person, now))
      const seats: LaunchedSeat[] = []
      for (const { id } of slots) seats.push({ slotId: id, ...(await sitDown(tx, id, person, { now, asked })) })
      return seats
    })
  } catch (error) {
    const obstacle = error instanceof Refusal && error.code === 'template.blocked' ? error.details : null
    const { why = '', slot_id: slotId = '' } = obstacle ?? {}
    if (obstacle && isForWant(why)) await noteDenied(parts.db, { personId: person.id, slotId, why, at: now })
    throw error
  }
}

/** Read anew: the seat before it may have taken a machine. */
async function sitDown(
  tx: Transaction,
  slotId: string,
  person: Person,
  when: { now: Date; asked: number },
): Promise<OccupiedSlot> {
  const slot = await readSlotFacts(tx, slotId)
  if (!slot) throw new Refusal('slot.unknown')
  return writeTurn(tx, slot, person, when)
}
