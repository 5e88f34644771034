import { DriverName, type MachineView } from '@taxi/contract/machines.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Parts } from '../../parts.ts'

/** Every machine and how it is; the companion's line as it stands this moment, at whichever server. `id` narrows it to one. */
export async function readMachines(parts: Pick<Parts, 'db'>, id: string | null = null): Promise<MachineView[]> {
  const rows = await parts.db.machines.findMany({
    where: id ? { id } : {},
    include: {
      status: true,
      slots: { orderBy: { slot_id: 'asc' } },
      sessions: { where: { ended_at: null }, include: { person: { select: { name: true } } } },
    },
    orderBy: { id: 'asc' },
  })
  return rows.map(row => {
    const [session] = row.sessions
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
      companion: { connected: row.line_at !== null, version: row.status?.companion_version ?? null },
      active_user: session?.person.name ?? null,
      active_slot: session?.slot_id ?? null,
      slot_ids: row.slots.map(slot => slot.slot_id),
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
