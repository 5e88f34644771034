import { endQuarantine } from '../../db/write/end-quarantine.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** An administrator knows better: the machine takes people again at once. Harmless when it was not set aside. */
export async function liftQuarantine(
  parts: Pick<Parts, 'change' | 'config' | 'now'>,
  machineId: string,
): Promise<void> {
  await parts.change(async tx => {
    const machine = await tx.machines.findUnique({ where: { id: machineId }, include: { status: true } })
    if (!machine) throw new Refusal('machine.unknown')
    if (!machine.status?.quarantined_until) return
    await endQuarantine(tx, parts.config, machineId, parts.now())
    tx.record({ action: 'machine.lift_quarantine', object: { kind: 'machine', id: machineId, name: machine.name } })
  })
}
