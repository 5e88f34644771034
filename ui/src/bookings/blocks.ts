import type { BookingView, Calendar } from '@taxi/contract/bookings.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { type Span, spansOf } from './span.ts'
import { isShown } from './with-booking.ts'

/** What stands in the week: a booking, or a session that runs now. */
export interface Block extends Span {
  key: string
  slotId: string
  slotName: string
  who: string
  mine: boolean
  /** Null for a session. */
  booking: BookingView | null
}

/** Everything in the week of the slots that are shown; a running session stands from now to its end. */
export function blocksOf(week: Calendar, slots: readonly SlotView[], now: Date): Block[] {
  const shown = new Set(slots.map(slot => slot.id))
  const bookings = week.bookings.filter(booking => shown.has(booking.slot_id) && isShown(booking))
  const promised = new Set(bookings.filter(booking => isRunning(booking, now)).map(booking => booking.slot_id))
  return [
    ...bookings.flatMap(booking =>
      spansOf(booking, week).map(span => ({
        ...span,
        key: `${booking.id} ${span.date}`,
        slotId: booking.slot_id,
        slotName: booking.slot_name,
        who: booking.person.name,
        mine: booking.person.mine,
        booking,
      })),
    ),
    // Whoever came for a booking is shown by it already.
    ...slots.filter(slot => !promised.has(slot.id)).flatMap(slot => sessionBlocks(slot, week, now)),
  ]
}

function sessionBlocks(slot: SlotView, week: Calendar, now: Date): Block[] {
  const who = slot.holder ?? slot.working
  if (!who || !slot.until || Date.parse(slot.until) <= now.getTime()) return []
  return spansOf({ starts_at: now.toISOString(), ends_at: slot.until }, week).map(span => ({
    ...span,
    key: `${slot.id} ${span.date}`,
    slotId: slot.id,
    slotName: slot.name,
    who: who.name,
    mine: who.mine,
    booking: null,
  }))
}

const isRunning = (booking: BookingView, now: Date) =>
  Date.parse(booking.starts_at) <= now.getTime() && Date.parse(booking.ends_at) > now.getTime()
