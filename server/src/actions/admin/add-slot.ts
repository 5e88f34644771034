import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { shown } from '../../domain/what-changed.ts'
import type { Parts } from '../../parts.ts'
import { attachMachines, type SlotInput, slotColumns } from './slot-columns.ts'

export type NewSlot = SlotInput & { id: string; name: string; service: string; service_name: string; url: string }

/** Adds a slot; without a number it gets the next one. */
export async function addSlot(parts: Parts, { id, ...input }: NewSlot): Promise<void> {
  try {
    await parts.change(async tx => {
      const last = await tx.slots.aggregate({ _max: { slot_number: true } })
      const { name, service, service_name, url, ...rest } = input
      const slot = await tx.slots.create({
        data: {
          ...slotColumns(parts, id, rest),
          id,
          name,
          service,
          service_name,
          url,
          slot_number: input.slot_number ?? (last._max.slot_number ?? 0) + 1,
        },
      })
      await attachMachines(tx, id, input.machine_ids ?? [])
      tx.record({
        action: 'slot.add',
        object: { kind: 'slot', id, name },
        after: { ...shown(slot), machine_ids: input.machine_ids ?? [] },
      })
      await tx.announce({ about: 'slot', id })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('slot.exists') : error
  }
}
