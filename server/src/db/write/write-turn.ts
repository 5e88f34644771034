import { bookingOfTurn, endOfTurn } from '../../domain/booking.ts'
import { insist } from '../../domain/no.ts'
import { sessionToReturnTo, whyNotOccupy } from '../../domain/occupy.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { machineFor } from '../../domain/slot.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Transaction } from '../client.ts'
import { useUpPlaces } from './use-up-places.ts'
import { whyNoRoom } from './why-no-room.ts'

export interface OccupiedSlot {
  sessionId: string
  vmId: string
  endsAt: Date
  /** False when the person had it already. */
  started: boolean
}

/** Seats the person at a locked slot, or refuses. Their place in its line is used up, a turn held for them is taken. */
export async function writeTurn(
  tx: Transaction,
  slot: BoardSlot,
  person: Person,
  { now, asked }: { now: Date; asked: number },
): Promise<OccupiedSlot> {
  insist(whyNotOccupy(slot, person, now))
  const mine = sessionToReturnTo(slot, person)
  if (mine) return { sessionId: mine.id, vmId: mine.machineId, endsAt: mine.endsAt, started: false }
  const machine = machineFor(slot, now)
  if (!machine) throw new Refusal('slot.sick')
  insist(await whyNoRoom(tx, person.id))
  const booking = bookingOfTurn(slot, person, now)
  const session = await tx.sessions.create({
    data: {
      person_id: person.id,
      slot_id: slot.id,
      machine_id: machine.id,
      booking_id: booking?.id ?? null,
      state: 'preparing',
      started_at: now,
      ends_at: endOfTurn(slot, person, now),
      is_recorded: slot.isRecorded,
      phases: { lease: Math.round(performance.now() - asked) },
    },
  })
  tx.record({
    action: 'session.begin',
    object: { kind: 'session', id: session.id, name: slot.name },
    after: { slot: slot.id, machine: machine.id, person: person.name },
  })
  await useUpPlaces(tx, slot, person, now)
  if (booking) await tx.announce({ about: 'booking', id: booking.id })
  await tx.announce({ about: 'session', id: session.id })
  await tx.announce({ about: 'wake', id: 'tick' })
  return { sessionId: session.id, vmId: machine.id, endsAt: session.ends_at, started: true }
}
