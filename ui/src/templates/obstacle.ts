import type { SlotView } from '@taxi/contract/slots.ts'
import type { TemplateView } from '@taxi/contract/templates.ts'
import { isMine } from '../board/group-slots.ts'

/** The template’s slots as the board knows them now, in its order. */
export const slotsOf = (template: TemplateView, board: readonly SlotView[]): SlotView[] =>
  template.slot_ids.flatMap(id => board.find(slot => slot.id === id) ?? [])

/** The first slot in the way; null when the template can be launched. */
export const obstacleOf = (slots: readonly SlotView[]): SlotView | null =>
  slots.find(slot => !isMine(slot) && slot.may.occupy !== true) ?? null

/** What can be done about a template now. `open`: all of it is the person’s already. */
export type TemplateAction = 'launch' | 'open' | 'queue' | 'wait'

export function templateAction(slots: readonly SlotView[]): TemplateAction {
  if (slots.length > 0 && slots.every(isMine)) return 'open'
  if (!obstacleOf(slots)) return 'launch'
  if (slots.some(slot => slot.may.queue === true && slot.queue.my_position === null)) return 'queue'
  return slots.some(slot => slot.queue.my_position !== null) ? 'wait' : 'launch'
}
