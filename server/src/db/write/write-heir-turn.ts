import { endAfterHandOver, whyNotSeat } from '../../domain/hand-over.ts'
import type { Parts } from '../../parts.ts'
import type { Transaction } from '../client.ts'
import { personOf } from '../read/person.ts'
import { lockSlot } from './lock-slot.ts'
import { oweNotice } from './owe-notice.ts'
import { useUpPlaces } from './use-up-places.ts'
import { whyNoRoom } from './why-no-room.ts'

/**
 * Gives a sealed seat back and seats the colleague it was handed to, in the same moment: nobody comes in between.
 * False when they cannot sit down any more; then it is nobody's, and to be cleaned like any other.
 */
export async function writeHeirTurn(
  parts: Pick<Parts, 'now'>,
  tx: Transaction,
  given: { sessionId: string; slotId: string; heirId: string },
): Promise<boolean> {
  const now = parts.now()
  const slot = await lockSlot(tx, given.slotId)
  // Another server's closing, slow but not dead, was there before.
  if ((await tx.sessions.findUniqueOrThrow({ where: { id: given.sessionId } })).freed_at) return true
  const row = await tx.people.findUnique({ where: { id: given.heirId, disabled_at: null } })
  const heir = row && personOf(row)
  const handed = slot?.session?.id === given.sessionId ? slot.session : null
  if (!slot || !handed || !heir || whyNotSeat(slot, heir, now) || (await whyNoRoom(tx, heir.id))) {
    await tx.sessions.update({ where: { id: given.sessionId }, data: { handed_to: null } })
    return false
  }
  await tx.sessions.update({ where: { id: given.sessionId }, data: { freed_at: now } })
  const session = await tx.sessions.create({
    data: {
      person_id: heir.id,
      slot_id: slot.id,
      machine_id: handed.machineId,
      follows_id: given.sessionId,
      state: 'preparing',
      started_at: now,
      ends_at: endAfterHandOver(slot, handed, heir, now),
      phases: { lease: 0 },
      is_recorded: slot.isRecorded,
    },
  })
  tx.record({
    action: 'session.begin',
    object: { kind: 'session', id: session.id, name: slot.name },
    after: { slot: slot.id, machine: handed.machineId, person: heir.name, handed_over_by: handed.holder.name },
  })
  await useUpPlaces(tx, slot, heir, now)
  const told = { key: `handed:${session.id}`, personId: heir.id, expiresAt: session.ends_at }
  await oweNotice(tx, { ...told, about: { about: 'handed', session_id: session.id } })
  await tx.announce({ about: 'session', id: given.sessionId })
  await tx.announce({ about: 'session', id: session.id })
  await tx.announce({ about: 'handed', id: session.id })
  await tx.announce({ about: 'wake', id: 'tick' })
  return true
}
