import type { DriverName } from '@taxi/contract/machines.ts'
import { isUniqueViolation } from '../../db/is-unique-violation.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** Drivers this version has. */
const drivers: DriverName[] = ['local', 'dry']

/** Adds a machine. */
export async function addMachine(
  parts: Parts,
  input: { vm_id: string; name: string; driver: DriverName; address: string; port: number | null },
): Promise<void> {
  if (!drivers.includes(input.driver)) throw new Refusal('machine.driver-later', { drivers: drivers.join(', ') })
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
