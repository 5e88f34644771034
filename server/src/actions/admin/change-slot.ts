import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'
import { attachMachines, type SlotInput, slotColumns } from './slot-columns.ts'

/** Changes a slot or switches it off; a session that runs there goes on. */
export async function changeSlot(parts: Parts, id: string, input: SlotInput): Promise<void> {
  try {
    await parts.change(async tx => {
      if (!(await tx.slots.findUnique({ where: { id } }))) throw new Refusal('slot.unknown')
      await tx.slots.update({ where: { id }, data: slotColumns(parts, id, input) })
      if (input.machine_ids) await attachMachines(tx, id, input.machine_ids)
      await tx.announce({ about: 'slot', id })
      for (const vm of input.machine_ids ?? []) await tx.announce({ about: 'machine', id: vm })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('slot.exists') : error
  }
}
