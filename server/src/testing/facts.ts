import type { SeatTaken, SlotFacts } from '../domain/slot.ts'

/** A slot about which there is nothing special. */
export const ordinarySlot = { ignoredBy: null, bookings: [], mayTakeOver: false } satisfies Partial<SlotFacts>

/** A turn about which there is nothing special. */
export const ordinaryTurn = {
  lastInputAt: null,
  bookingId: null,
  generatingSince: null,
  workingUntil: null,
  handedTo: null,
} satisfies Partial<SeatTaken>
