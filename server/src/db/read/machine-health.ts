import { MachineFound, type MachineHealth } from '@taxi/contract/health.ts'
import { machineStateOf } from '../../domain/machine-state.ts'
import { ERRORS_COUNT_MS } from '../../domain/quarantine.ts'
import type { Parts } from '../../parts.ts'

/** Every machine with what was found at the last look. */
export async function readMachineHealth({
  db,
  companions,
  now,
}: Pick<Parts, 'db' | 'companions' | 'now'>): Promise<MachineHealth[]> {
  const lately = { at: { gt: new Date(now().getTime() - ERRORS_COUNT_MS) } }
  const rows = await db.machines.findMany({
    include: { status: true, _count: { select: { errors: { where: lately } } } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ status, ...row }) => {
    const line = companions.connected(row.id)
    const known = {
      isActive: row.is_active,
      isDraining: row.is_draining,
      isToJoin: row.driver === 'ssh' && row.joined_at === null,
      isHealthy: status?.is_healthy ?? null,
      failingSince: status?.failing_since ?? null,
      quarantinedUntil: status?.quarantined_until ?? null,
    }
    return {
      vm_id: row.id,
      name: row.name,
      state: machineStateOf(known, now()),
      trouble: status?.trouble ?? [],
      failing_since: instant(status?.failing_since),
      quarantined_until: instant(status?.quarantined_until),
      looked_at: instant(status?.updated_at),
      companion: {
        connected: line !== null,
        version: line?.version ?? status?.companion_version ?? null,
        lost_at: instant(status?.companion_lost_at),
      },
      exit_address: status?.exit_address ?? null,
      found: MachineFound.parse(status?.found ?? {}),
      errors: row._count.errors,
    }
  })
}

const instant = (at: Date | null | undefined) => at?.toISOString() ?? null
