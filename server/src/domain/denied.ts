import type { RefusalCode } from '@taxi/contract/refusals.ts'

/** Pressing again and again within this time is one wish. */
export const SAME_WISH_SECONDS = 60

const forWant = [
  'slot.taken',
  'slot.machine-busy',
  'slot.closing',
  'slot.held',
  'slot.booked',
  'slot.working',
  'slot.sick',
  'slot.quarantined',
  'slot.repair',
  'booking.too-soon',
  'booking.wanted',
] satisfies RefusalCode[]

/** Was it refused for want of a slot? Such a refusal is kept: it tells what is worth buying. */
export const isForWant = (code: string) => forWant.some(each => each === code)
