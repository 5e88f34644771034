import type { SessionState } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Waiting } from '../../domain/line.ts'
import type { Promised } from '../../domain/promised.ts'
import type { ToldQuota } from '../../domain/quotas.ts'
import type { Held, Kept, SeatTaken, SlotMachine } from '../../domain/slot.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import type { Db } from '../client.ts'
import { readLengths } from './lengths.ts'
import { loneMachines } from './lone-machines.ts'

/** Reads with the pool or inside a transaction alike. */
export type Reader = Pick<Db, '$queryRaw'>

/** Every slot as people see it, by number, in two queries. `id` narrows it to one. */
export async function readBoard(db: Reader, id: string | null = null): Promise<BoardSlot[]> {
  const board = await readFacts(db, id === null ? null : [id])
  const lengths = await readLengths(db, id)
  return board.map(slot => ({ ...slot, lengths: lengths.get(slot.id) ?? null }))
}

/** One slot as people see it. */
export async function readSlot(db: Reader, id: string): Promise<BoardSlot | null> {
  const [slot] = await readBoard(db, id)
  return slot ?? null
}

/** One slot for the rules, in one query: past lengths, which only foretell, are not looked at. */
export async function readSlotFacts(db: Reader, id: string): Promise<BoardSlot | null> {
  const [slot] = await readFacts(db, [id])
  return slot ?? null
}

/** Every slot for the rules, or those. */
export async function readFacts(db: Reader, ids: string[] | null = null): Promise<BoardSlot[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH seats AS (
      SELECT session.id, session.slot_id, session.machine_id, session.state, session.started_at, session.ends_at,
        coalesce(session.last_input_at, session.first_frame_at) AS last_input_at, session.booking_id,
        session.generating_since, CASE WHEN session.work_done_at IS NULL THEN session.working_until END AS working_until,
        session.handed_to, heir.name AS heir_name, session.person_id, person.name AS person_name
      FROM sessions session JOIN people person ON person.id = session.person_id
      LEFT JOIN people heir ON heir.id = session.handed_to
      WHERE session.freed_at IS NULL),
    promised AS (
      SELECT booking.id, booking.slot_id, booking.person_id, person.name, booking.starts_at, booking.ends_at
      FROM bookings booking JOIN people person ON person.id = booking.person_id
      WHERE booking.status = 'active' AND person.disabled_at IS NULL
        AND NOT EXISTS (SELECT FROM seats WHERE seats.booking_id = booking.id)),
    alone AS (${loneMachines}),
    waiting AS (
      SELECT place.*, EXISTS (
          SELECT FROM offers offer WHERE offer.place_id = place.id AND offer.settled_at IS NULL) AS offered,
        (SELECT count(*) FROM seats WHERE seats.person_id = place.person_id AND seats.state <> 'ended')
          >= sessions_per_person() AS "full"
      FROM places place JOIN people person ON person.id = place.person_id
      WHERE place.left_at IS NULL AND person.disabled_at IS NULL
        AND (person.is_admin OR 'slots:use' = ANY(person.permissions)))
    SELECT slot.id, slot.slot_number, slot.name, slot.kind, slot.service, slot.service_name, slot.tier,
      slot.category, slot.url, slot.max_minutes, slot.is_active, slot.may_take_over, slot.is_recorded,
      (SELECT to_jsonb(taken) FROM seats taken WHERE taken.slot_id = slot.id LIMIT 1) AS session,
      (SELECT jsonb_agg(jsonb_build_object(
          'id', machine.id, 'is_active', machine.is_active, 'is_draining', machine.is_draining,
          'is_healthy', status.is_healthy, 'quarantined_until', status.quarantined_until,
          'is_under_repair', EXISTS (SELECT FROM repairs repair
            WHERE repair.machine_id = machine.id AND repair.state IN ('waiting', 'running')),
          'is_signed_out', signed.signed_in IS FALSE,
          'session', (SELECT to_jsonb(taken) FROM seats taken WHERE taken.machine_id = machine.id LIMIT 1),
          'promised', (SELECT jsonb_build_object('person_id', offer.person_id, 'name', person.name,
              'expires_at', offer.expires_at)
            FROM offers offer
            JOIN slot_machines other ON other.slot_id = offer.slot_id
            JOIN people person ON person.id = offer.person_id
            WHERE other.machine_id = machine.id AND offer.slot_id <> slot.id AND offer.settled_at IS NULL
            ORDER BY offer.expires_at LIMIT 1))
        ORDER BY attached.priority, machine.id)
        FROM slot_machines attached
        JOIN machines machine ON machine.id = attached.machine_id
        LEFT JOIN machine_status status ON status.vm_id = machine.id
        LEFT JOIN account_sign_ins signed ON signed.machine_id = machine.id AND signed.service = slot.service
        WHERE attached.slot_id = slot.id) AS machines,
      (SELECT jsonb_agg(to_jsonb(quota) ORDER BY quota.what) FROM slot_quotas quota
        WHERE quota.slot_id = slot.id) AS quotas,
      (SELECT jsonb_build_object('id', offer.id, 'place_id', offer.place_id, 'person_id', offer.person_id,
          'name', person.name, 'expires_at', offer.expires_at)
        FROM offers offer JOIN people person ON person.id = offer.person_id
        WHERE offer.slot_id = slot.id AND offer.settled_at IS NULL) AS held,
      (SELECT jsonb_agg(jsonb_build_object('id', place.id, 'person_id', place.person_id,
          'any_slot', place.service IS NOT NULL, 'offered', place.offered, 'full', place.full,
          'joined_at', place.created_at)
        ORDER BY place.priority DESC, place.rank)
        FROM waiting place WHERE place.slot_id = slot.id OR place.service = slot.service) AS line,
      CASE WHEN EXISTS (SELECT FROM waiting place
          WHERE place.ignored > 0 AND (place.slot_id = slot.id OR place.service = slot.service))
        THEN (SELECT CASE WHEN last.outcome = 'ignored' AND last.place_id IN (SELECT id FROM waiting)
            THEN last.person_id END
          FROM offers last
          WHERE last.slot_id = slot.id AND last.settled_at IS NOT NULL
          ORDER BY last.settled_at DESC, last.expires_at DESC LIMIT 1) END AS ignored_by,
      (SELECT jsonb_agg(to_jsonb(promised) ORDER BY promised.starts_at) FROM promised
        WHERE promised.slot_id = slot.id OR promised.slot_id IN (
          SELECT other.slot_id FROM alone other JOIN slot_machines own USING (machine_id)
          WHERE own.slot_id = slot.id)) AS bookings
    FROM slots slot
    WHERE ${ids}::text[] IS NULL OR slot.id = ANY(${ids}::text[])
    ORDER BY slot.slot_number`
  return rows.map(slotOf)
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
  last_input_at: string | null
  booking_id: string | null
  generating_since: string | null
  working_until: string | null
  handed_to: string | null
  heir_name: string | null
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
  machines: MachineRow[] | null
  quotas: QuotaRow[] | null
  held: HeldRow | null
  line: WaitingRow[] | null
  ignored_by: string | null
  may_take_over: boolean
  is_recorded: boolean
  bookings: PromisedRow[] | null
}
interface PromisedRow {
  id: string
  slot_id: string
  person_id: string
  name: string
  starts_at: string
  ends_at: string
}
interface MachineRow {
  id: string
  is_active: boolean
  is_draining: boolean
  is_healthy: boolean | null
  quarantined_until: string | null
  is_under_repair: boolean
  is_signed_out: boolean
  session: TakenRow | null
  promised: KeptRow | null
}
interface QuotaRow {
  what: string
  left: number | null
  resets_at: string | null
  told_at: string
}
interface KeptRow {
  person_id: string
  name: string
  expires_at: string
}
interface HeldRow extends KeptRow {
  id: string
  place_id: string
}
interface WaitingRow {
  id: string
  person_id: string
  any_slot: boolean
  offered: boolean
  full: boolean
  joined_at: string
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
    quotas: (row.quotas ?? []).map(quotaOf),
    held: row.held && heldOf(row.held),
    line: (row.line ?? []).map(waitingOf),
    ignoredBy: row.ignored_by,
    mayTakeOver: row.may_take_over,
    isRecorded: row.is_recorded,
    bookings: (row.bookings ?? []).map(promisedOf),
    lengths: null,
  }
}

function quotaOf({ what, left, resets_at, told_at }: QuotaRow): ToldQuota {
  return { what, left, resetsAt: resets_at === null ? null : new Date(resets_at), toldAt: new Date(told_at) }
}

function heldOf(row: HeldRow): Held {
  return { id: row.id, placeId: row.place_id, ...keptOf(row) }
}

function keptOf(row: KeptRow): Kept {
  return { personId: row.person_id, name: row.name, expiresAt: new Date(row.expires_at) }
}

function waitingOf(row: WaitingRow): Waiting {
  return {
    placeId: row.id,
    personId: row.person_id,
    anySlot: row.any_slot,
    offered: row.offered,
    full: row.full,
    joinedAt: new Date(row.joined_at),
  }
}

function machineOf(row: MachineRow): SlotMachine {
  return {
    id: row.id,
    isActive: row.is_active,
    isDraining: row.is_draining,
    isHealthy: row.is_healthy,
    quarantinedUntil: dateOf(row.quarantined_until),
    isUnderRepair: row.is_under_repair,
    isSignedOut: row.is_signed_out,
    session: row.session && takenOf(row.session),
    promised: row.promised && keptOf(row.promised),
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
    lastInputAt: dateOf(row.last_input_at),
    bookingId: row.booking_id,
    generatingSince: dateOf(row.generating_since),
    workingUntil: dateOf(row.working_until),
    handedTo: row.handed_to === null ? null : { id: row.handed_to, name: row.heir_name ?? '' },
  }
}

const dateOf = (at: string | null) => (at === null ? null : new Date(at))

function promisedOf(row: PromisedRow): Promised {
  return {
    id: row.id,
    slotId: row.slot_id,
    personId: row.person_id,
    name: row.name,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
  }
}
