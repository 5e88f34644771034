import type { SessionState } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { SeatTaken, SlotMachine } from '../../domain/slot.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Db } from '../client.ts'

/** Reads with the pool or inside a transaction alike. */
export type Reader = Pick<Db, '$queryRaw'>

/** Every slot with its session and machines, by number, in one query. `id` narrows it to one. */
export async function readBoard(db: Reader, id: string | null = null): Promise<BoardSlot[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH seats AS (
      SELECT session.id, session.slot_id, session.machine_id, session.state, session.started_at, session.ends_at,
        session.person_id, person.name AS person_name
      FROM sessions session JOIN people person ON person.id = session.person_id
      WHERE session.freed_at IS NULL)
    SELECT slot.id, slot.slot_number, slot.name, slot.kind, slot.service, slot.service_name, slot.tier,
      slot.category, slot.url, slot.max_minutes, slot.is_active,
      (SELECT to_jsonb(taken) FROM seats taken WHERE taken.slot_id = slot.id LIMIT 1) AS session,
      (SELECT jsonb_agg(jsonb_build_object(
          'id', machine.id, 'is_active', machine.is_active, 'is_healthy', status.is_healthy,
          'session', (SELECT to_jsonb(taken) FROM seats taken WHERE taken.machine_id = machine.id LIMIT 1))
        ORDER BY attached.priority, machine.id)
        FROM slot_machines attached
        JOIN machines machine ON machine.id = attached.machine_id
        LEFT JOIN machine_status status ON status.vm_id = machine.id
        WHERE attached.slot_id = slot.id) AS machines
    FROM slots slot
    WHERE ${id}::text IS NULL OR slot.id = ${id}
    ORDER BY slot.slot_number`
  return rows.map(slotOf)
}

export async function readSlot(db: Reader, id: string): Promise<BoardSlot | null> {
  const [slot] = await readBoard(db, id)
  return slot ?? null
}

interface TakenRow {
  id: string
  slot_id: string
  machine_id: string
  person_id: string
  person_name: string
  state: SessionState
  started_at: string
  ends_at: string
}
interface Row {
  id: string
  slot_number: number
  name: string
  kind: SlotView['kind']
  service: string
  service_name: string
  tier: string
  category: string
  url: string
  max_minutes: number
  is_active: boolean
  session: TakenRow | null
  machines: { id: string; is_active: boolean; is_healthy: boolean | null; session: TakenRow | null }[] | null
}

function slotOf(row: Row): BoardSlot {
  return {
    id: row.id,
    slotNumber: row.slot_number,
    name: row.name,
    kind: row.kind,
    service: row.service,
    serviceName: row.service_name,
    tier: row.tier,
    category: row.category,
    url: row.url,
    maxMinutes: row.max_minutes,
    isActive: row.is_active,
    session: row.session && takenOf(row.session),
    machines: (row.machines ?? []).map(machineOf),
  }
}

function machineOf(row: NonNullable<Row['machines']>[number]): SlotMachine {
  return {
    id: row.id,
    isActive: row.is_active,
    isHealthy: row.is_healthy,
    session: row.session && takenOf(row.session),
  }
}

function takenOf(row: TakenRow): SeatTaken {
  return {
    id: row.id,
    slotId: row.slot_id,
    machineId: row.machine_id,
    holder: { id: row.person_id, name: row.person_name },
    state: row.state,
    startedAt: new Date(row.started_at),
    endsAt: new Date(row.ends_at),
  }
}
