import { bookingNoticeOf } from '../../domain/booking-notice.ts'
import { bookingNotice } from '../../notices/booking-notice.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells a person what became of their booking. */
export async function tellBookingNotice(
  parts: Pick<Parts, 'config' | 'db' | 'now'>,
  live: Pick<Live, 'toPerson'>,
  key: string,
): Promise<void> {
  const told = await bookingNotice(parts, key)
  if (!told) return
  const { what } = bookingNoticeOf(key)
  const kind = what === 'given' || what === 'reminder' ? 'info' : 'warning'
  live.toPerson(told.personId, 'notification', { msg: told.text, kind, slot_id: told.slotId })
}
