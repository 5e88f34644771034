import type { TemplateDraft } from '@taxi/contract/templates.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Transaction } from '../client.ts'
import { slotIdOf } from '../read/slot-id.ts'

/** A draft as its row holds it; each of its slots exists, and once. */
export async function templateColumns(tx: Transaction, draft: TemplateDraft) {
  const slot_ids: string[] = []
  for (const given of draft.slot_ids) {
    const id = await slotIdOf(tx, given)
    if (!slot_ids.includes(id)) slot_ids.push(id)
  }
  if ((await tx.slots.count({ where: { id: { in: slot_ids } } })) < slot_ids.length) throw new Refusal('slot.unknown')
  return { name: draft.name, icon: draft.icon, slot_ids, url: draft.url, is_shared: draft.shared }
}
