import type { Transaction } from '../client.ts'

/** A machine changed, and with it every slot that lives on it. */
export async function announceMachine(tx: Transaction, machineId: string): Promise<void> {
  await tx.announce({ about: 'machine', id: machineId })
  const slots = await tx.slot_machines.findMany({ where: { machine_id: machineId } })
  for (const { slot_id } of slots) await tx.announce({ about: 'slot', id: slot_id })
}
