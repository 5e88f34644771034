import { whyNotTouch } from '../../domain/machine.ts'
import { insist } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import type { machinesModel } from '../generated/models.ts'
import { STILL_WORKING } from '../write/end-work.ts'

/** A machine that this person may touch from afar, because nobody is at work there; a refusal otherwise. */
export async function freeMachine(
  db: Pick<Db, 'machines' | 'sessions'>,
  by: Person,
  machineId: string,
): Promise<machinesModel> {
  const machine = await db.machines.findUnique({ where: { id: machineId } })
  if (!machine) throw new Refusal('machine.unknown')
  const taken = await db.sessions.findFirst({
    where: { machine_id: machineId, OR: [{ ended_at: null }, STILL_WORKING] },
    select: { person: { select: { name: true } } },
  })
  insist(whyNotTouch(taken?.person.name ?? null, by))
  return machine
}
