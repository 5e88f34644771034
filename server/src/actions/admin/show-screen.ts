import { freeMachine } from '../../db/read/free-machine.ts'
import { oweLook } from '../../db/write/owe-look.ts'
import type { Person } from '../../domain/person.ts'
import type { Parts } from '../../parts.ts'

/** The administrators' chat is shown the screen of a machine nobody is at work at. */
export async function showScreen(
  parts: Pick<Parts, 'config' | 'db' | 'change' | 'now'>,
  { by, machineId }: { by: Person; machineId: string },
): Promise<void> {
  await freeMachine(parts.db, by, machineId)
  await parts.change(tx => oweLook(tx, parts, { machineId }))
}
