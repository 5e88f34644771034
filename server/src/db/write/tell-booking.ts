import type { Transaction } from '../client.ts'

/** A booking was made, moved on or is gone: the board, and whoever sits there now, see it. */
export async function tellBooking(tx: Transaction, booking: { id: string; slot_id: string }): Promise<void> {
  await tx.announce({ about: 'booking', id: booking.id })
  await tx.announce({ about: 'slot', id: booking.slot_id })
  const inTheWay = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions
    WHERE ended_at IS NULL AND (slot_id = ${booking.slot_id}
      OR machine_id IN (SELECT machine_id FROM slot_machines WHERE slot_id = ${booking.slot_id}))`
  for (const { id } of inTheWay) await tx.announce({ about: 'session', id })
}
