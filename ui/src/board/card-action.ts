import type { SlotView } from '@taxi/contract/slots.ts'
import { isMine } from './group-slots.ts'

/** What the one main button of a slot does: what the person can do about it now. */
export type CardAction = 'open' | 'take' | 'leave' | 'queue'

export function cardAction(slot: SlotView): CardAction {
  if (isMine(slot)) return 'open'
  if (slot.may.occupy === true) return 'take'
  if (slot.may.leave === true) return 'leave'
  if (slot.may.queue === true) return 'queue'
  // Nothing goes now: the button stays, and says why not.
  return 'take'
}
