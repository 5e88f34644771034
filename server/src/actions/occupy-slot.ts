import { isUniqueViolation } from '../db/is-unique-violation.ts'
import { readSlot } from '../db/read/board.ts'
import { insist, no } from '../domain/no.ts'
import { sessionToReturnTo, whyNotOccupy } from '../domain/occupy.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { machineFor } from '../domain/slot.ts'
import type { Parts } from '../parts.ts'

export interface OccupiedSlot {
  sessionId: string
  vmId: string
  endsAt: Date
  /** False when the person had it already. */
  started: boolean
}

/**
 * Takes a free slot for this person; making its seat ready starts from the row. Who has it already gets the same
 * session back. Of people at the same instant one gets it, the others hear who.
 */
export async function occupySlot(
  parts: Parts,
  { person, slotId }: { person: Person; slotId: string },
): Promise<OccupiedSlot> {
  const asked = performance.now()
  try {
    return await take(parts, person, slotId, asked)
  } catch (error) {
    // Two slots on one machine are locked one by one; the index on the screen decides. Now it is visible who won.
    if (!isUniqueViolation(error)) throw error
    return take(parts, person, slotId, asked)
  }
}

async function take(parts: Parts, person: Person, slotId: string, asked: number): Promise<OccupiedSlot> {
  // A look before the queue for the lock: most of a crowd is refused without waiting for it.
  insist(whyNot(await readSlot(parts.db, slotId), person))
  return parts.change(async tx => {
    await tx.$queryRaw`SELECT id FROM slots WHERE id = ${slotId} FOR UPDATE`
    const slot = await readSlot(tx, slotId)
    insist(whyNot(slot, person))
    const mine = slot && sessionToReturnTo(slot, person)
    if (mine) return { sessionId: mine.id, vmId: mine.machineId, endsAt: mine.endsAt, started: false }
    const machine = slot && machineFor(slot)
    if (!machine) throw new Refusal('slot.sick')
    const now = parts.now()
    const session = await tx.sessions.create({
      data: {
        person_id: person.id,
        slot_id: slot.id,
        machine_id: machine.id,
        state: 'preparing',
        started_at: now,
        ends_at: new Date(now.getTime() + slot.maxMinutes * 60_000),
        phases: { lease: Math.round(performance.now() - asked) },
      },
    })
    await tx.announce({ about: 'slot', id: slot.id })
    await tx.announce({ about: 'session', id: session.id })
    await tx.announce({ about: 'wake', id: 'tick' })
    return { sessionId: session.id, vmId: machine.id, endsAt: session.ends_at, started: true }
  })
}

const whyNot = (slot: Awaited<ReturnType<typeof readSlot>>, person: Person) =>
  slot ? whyNotOccupy(slot, person) : no('slot.unknown')
