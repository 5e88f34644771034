import { RepairKind, RepairState, type RepairView } from '@taxi/contract/repairs.ts'
import type { Closing } from '../../domain/dump.ts'
import type { SeatInTheWay } from '../../domain/repair.ts'
import type { Db } from '../client.ts'
import type { repairsModel } from '../generated/models.ts'

/** Neither done nor failed: its machine takes nobody. */
export const OPEN_REPAIR = { state: { in: ['waiting', 'running'] satisfies RepairState[] } }

export async function knownRepair(db: Pick<Db, 'repairs'>, id: string): Promise<RepairView> {
  return repairViewOf(await db.repairs.findUniqueOrThrow({ where: { id } }))
}

export function repairViewOf(row: repairsModel): RepairView {
  return {
    id: row.id,
    vm_id: row.machine_id,
    kind: RepairKind.parse(row.kind),
    state: RepairState.parse(row.state),
    why: row.why,
    asked_by: row.asked_by,
    asked_at: row.asked_at.toISOString(),
    over_at: row.over_at?.toISOString() ?? null,
  }
}

/** The seat at this machine that has not been given back; null: nothing is in the way. */
export async function seatInTheWay(db: Pick<Db, 'sessions'>, machineId: string): Promise<SeatInTheWay | null> {
  const session = await db.sessions.findFirst({ where: { machine_id: machineId, freed_at: null } })
  if (!session) return null
  const works = session.working_until !== null && session.work_done_at === null
  return {
    closingSince: works ? null : (session.work_done_at ?? session.ended_at),
    closing: session.closing as Closing,
  }
}
