import type { BookingView } from '@taxi/contract/bookings.ts'

/** A booking as it now stands; null: some may have changed unheard, look again. */
type Listener = (booking: BookingView | null) => void
export type BookingNews = ReturnType<typeof createBookingNews>

/** Passes on what is told of bookings, to whichever calendar is open. */
export function createBookingNews() {
  const listeners = new Set<Listener>()
  return {
    tell(booking: BookingView | null) {
      for (const listener of listeners) listener(booking)
    },
    /** Returns how to stop. */
    hear(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
