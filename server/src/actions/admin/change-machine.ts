import { announceMachine } from '../../db/write/announce-machine.ts'
import { Refusal } from '../../domain/refusal.ts'
import { whatChanged } from '../../domain/what-changed.ts'
import type { Parts } from '../../parts.ts'

export interface MachineInput {
  name?: string | undefined
  address?: string | undefined
  port?: number | null | undefined
  is_active?: boolean | undefined
  is_draining?: boolean | undefined
}

/** Changes a machine or switches it off; a session that runs there goes on. */
export async function changeMachine(parts: Pick<Parts, 'change'>, id: string, input: MachineInput): Promise<void> {
  const { name, address, port, is_active, is_draining } = input
  await parts.change(async tx => {
    const before = await tx.machines.findUnique({ where: { id } })
    if (!before) throw new Refusal('machine.unknown')
    const after = await tx.machines.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(address === undefined ? {} : { address }),
        ...(port === undefined ? {} : { port }),
        ...(is_active === undefined ? {} : { is_active }),
        ...(is_draining === undefined ? {} : { is_draining }),
      },
    })
    const changed = whatChanged(before, after)
    if (changed) tx.record({ action: 'machine.change', object: { kind: 'machine', id, name: after.name }, ...changed })
    await announceMachine(tx, id)
  })
}
