import { readMachines } from '../../db/read/machines.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/**
 * Takes a machine away for good, its keys and tokens with it. One that people worked on stays in their history, switched off.
 * Refused while it holds anything of a session.
 */
export async function removeMachine(parts: Pick<Parts, 'change'>, id: string): Promise<void> {
  await parts.change(async tx => {
    await tx.$queryRaw`SELECT id FROM machines WHERE id = ${id} FOR UPDATE`
    const [machine] = await readMachines({ db: tx }, id)
    if (!machine) throw new Refusal('machine.unknown')
    if (!machine.is_empty) throw new Refusal('machine.not-empty')
    await tx.slot_machines.deleteMany({ where: { machine_id: id } })
    if (await tx.sessions.count({ where: { machine_id: id } }))
      await tx.machines.update({ where: { id }, data: RETIRED })
    else await tx.machines.delete({ where: { id } })
    tx.record({ action: 'machine.remove', object: { kind: 'machine', id, name: machine.name } })
    await tx.announce({ about: 'machine', id })
    for (const slot of machine.slot_ids) await tx.announce({ about: 'slot', id: slot })
  })
}

const RETIRED = {
  is_active: false,
  host_key: null,
  private_key_encrypted: null,
  public_key: null,
  token_hash: null,
  join_hash: null,
  joined_at: null,
}
