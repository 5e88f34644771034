import type { DriverName } from '@taxi/contract/machines.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** Adds a machine. */
export async function addMachine(
  parts: Pick<Parts, 'change' | 'now'>,
  input: { vm_id: string; name: string; driver: DriverName; address: string; port: number | null; rfb_port: number },
): Promise<void> {
  if (input.driver === 'ssh' && !input.address.trim()) throw new Refusal('machine.no-address')
  const { vm_id: id, ...rest } = input
  try {
    await parts.change(async tx => {
      await tx.machines.create({ data: { id, ...rest, created_at: parts.now() } })
      tx.record({ action: 'machine.add', object: { kind: 'machine', id, name: rest.name }, after: rest })
      await tx.announce({ about: 'machine', id })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('machine.exists') : error
  }
}
