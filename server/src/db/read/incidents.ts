import { type HealthView, IncidentKind, type IncidentView } from '@taxi/contract/health.ts'
import type { Db } from '../client.ts'

const PAST_SHOWN = 50

/** What is wrong now, oldest first, and what was lately, newest first. */
export async function readIncidents(db: Pick<Db, 'incidents'>): Promise<Pick<HealthView, 'open' | 'past'>> {
  const include = { machine: { select: { name: true, slots: { select: { slot: true } } } } }
  const open = await db.incidents.findMany({ where: { ended_at: null }, include, orderBy: { began_at: 'asc' } })
  const past = await db.incidents.findMany({
    where: { ended_at: { not: null } },
    include,
    orderBy: { began_at: 'desc' },
    take: PAST_SHOWN,
  })
  return { open: open.map(viewOf), past: past.map(viewOf) }
}

interface Row {
  id: string
  kind: string
  machine_id: string | null
  machine: { name: string; slots: { slot: { name: string; service: string } }[] } | null
  service: string | null
  why: string
  began_at: Date
  ended_at: Date | null
}

const viewOf = (row: Row): IncidentView => ({
  id: row.id,
  kind: IncidentKind.parse(row.kind),
  vm_id: row.machine_id,
  machine: row.machine?.name ?? null,
  service: row.service,
  slots: (row.machine?.slots ?? []).flatMap(({ slot }) => (slot.service === row.service ? [slot.name] : [])),
  why: row.why,
  began_at: row.began_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
})
