import type { SlotView } from '@taxi/contract/slots.ts'

/** What is asked about a slot before it is done. */
export interface SlotQuestion {
  about: 'book' | 'ask' | 'stop-work' | 'kick' | 'watch' | 'restart' | 'reboot'
  slot: SlotView
}
