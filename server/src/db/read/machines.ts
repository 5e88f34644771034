import type { DumpState } from '@taxi/contract/dumps.ts'
import { DriverName, type MachineView } from '@taxi/contract/machines.ts'
import { isLate } from '../../domain/companion-version.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'
import type { Db } from '../client.ts'
import { repairViewOf } from './repairs.ts'

/** Some of it still lies sealed on its machine. */
const HELD_THERE = { state: { in: ['sealing', 'pulling'] satisfies DumpState[] } }

/** Every machine and how it is; the companion's line as it stands this moment, at whichever server. `id` narrows it to one. */
export async function readMachines(
  parts: { db: Pick<Db, 'machines'> },
  id: string | null = null,
): Promise<MachineView[]> {
  const rows = await parts.db.machines.findMany({
    where: id ? { id } : {},
    include: {
      status: true,
      slots: { orderBy: { slot_id: 'asc' } },
      sessions: { where: { ended_at: null }, include: { person: { select: { name: true } } } },
      repairs: { orderBy: { asked_at: 'desc' }, take: 1 },
      _count: { select: { sessions: { where: { OR: [{ freed_at: null }, { dump: HELD_THERE }] } } } },
    },
    orderBy: { id: 'asc' },
  })
  return rows.map(row => {
    const [session] = row.sessions
    const [repair] = row.repairs
    return {
      vm_id: row.id,
      name: row.name,
      driver: DriverName.parse(row.driver),
      address: row.address,
      port: row.port,
      is_active: row.is_active,
      is_draining: row.is_draining,
      quarantined_until: row.status?.quarantined_until?.toISOString() ?? null,
      is_healthy: row.status?.is_healthy ?? null,
      trouble: row.status?.trouble ?? [],
      companion: {
        connected: row.line_at !== null,
        version: row.status?.companion_version ?? null,
        is_late: row.line_at !== null && row.status !== null && isLate(row.status),
      },
      active_user: session?.person.name ?? null,
      active_slot: session?.slot_id ?? null,
      slot_ids: row.slots.map(slot => slot.slot_id),
      is_empty: row._count.sessions === 0,
      repair: repair ? repairViewOf(repair) : null,
      updated_at: row.status?.updated_at.toISOString() ?? null,
      joined_at: row.joined_at?.toISOString() ?? null,
    }
  })
}

export async function knownMachine(parts: Pick<Parts, 'db'>, id: string): Promise<MachineView> {
  const [machine] = await readMachines(parts, id)
  if (!machine) throw new Refusal('machine.unknown')
  return machine
}
