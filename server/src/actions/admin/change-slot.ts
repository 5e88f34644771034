import type { Transaction } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { whatChanged } from '../../domain/what-changed.ts'
import type { Parts } from '../../parts.ts'
import { attachMachines, type SlotInput, slotColumns } from './slot-columns.ts'

/** Changes a slot or switches it off; a session that runs there goes on. */
export async function changeSlot(parts: Parts, id: string, input: SlotInput): Promise<void> {
  try {
    await parts.change(async tx => {
      const before = await slotNow(tx, id)
      await tx.slots.update({ where: { id }, data: slotColumns(parts, id, input) })
      if (input.machine_ids) await attachMachines(tx, id, input.machine_ids)
      const after = await slotNow(tx, id)
      const changed = whatChanged(before, after)
      if (changed) tx.record({ action: 'slot.change', object: { kind: 'slot', id, name: after.name }, ...changed })
      await tx.announce({ about: 'slot', id })
      // What its person may do there has perhaps changed.
      const running = await tx.sessions.findMany({ where: { slot_id: id, ended_at: null }, select: { id: true } })
      for (const session of running) await tx.announce({ about: 'session', id: session.id })
      for (const vm of input.machine_ids ?? []) await tx.announce({ about: 'machine', id: vm })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('slot.exists') : error
  }
}

async function slotNow(tx: Transaction, id: string) {
  const slot = await tx.slots.findUnique({
    where: { id },
    include: { machines: { select: { machine_id: true }, orderBy: { priority: 'asc' } } },
  })
  if (!slot) throw new Refusal('slot.unknown')
  const { machines, ...columns } = slot
  return { ...columns, machine_ids: machines.map(({ machine_id }) => machine_id) }
}
