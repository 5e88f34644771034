import { whyNotTouch } from '../../domain/machine.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { machinesModel } from '../generated/models.ts'
import { holderAt } from './holder-at.ts'

/** A machine that this person may touch from afar, because nobody is at work there; a refusal otherwise. */
export async function freeMachine(
  db: Pick<Db, 'machines' | 'sessions'>,
  by: Person,
  machineId: string,
): Promise<machinesModel> {
  const machine = await db.machines.findUnique({ where: { id: machineId } })
  if (!machine) throw new Refusal('machine.unknown')
  insist(whyNotTouch(await holderAt(db, machineId), by))
  return machine
}
