import { type HealthView, SignInFound } from '@taxi/contract/health.ts'
import { daysAhead } from '../../domain/booking-time.ts'
import { POISONED } from '../../domain/delivery.ts'
import { DAYS_BEFORE } from '../../domain/renewal.ts'
import type { Parts } from '../../parts.ts'
import type { Db } from '../client.ts'
import { readIncidents } from './incidents.ts'
import { readMachineHealth } from './machine-health.ts'

const DAY_MS = 24 * 3_600_000
const DAYS_AHEAD = Math.max(...DAYS_BEFORE)

/** How everything is, as administrators see it. */
export async function readHealth(parts: Pick<Parts, 'db' | 'companions' | 'config' | 'now'>): Promise<HealthView> {
  const { db } = parts
  const now = parts.now()
  return {
    at: now.toISOString(),
    machines: await readMachineHealth(parts),
    sign_ins: await readAccounts(db),
    renewals: await readRenewals(db, now, parts.config.COMPANY_TIMEZONE),
    outbox: await readOutbox(db, now),
    dumps: await readDumpsInWork(db),
    ...(await readIncidents(db)),
  }
}

async function readAccounts(db: Db): Promise<HealthView['sign_ins']> {
  const rows = await db.account_sign_ins.findMany({
    include: { machine: { include: { slots: { include: { slot: true } } } } },
    orderBy: [{ signed_in: 'asc' }, { service: 'asc' }, { machine_id: 'asc' }],
  })
  return rows.map(({ machine, service, found, since }) => ({
    vm_id: machine.id,
    machine: machine.name,
    service,
    slots: machine.slots.flatMap(({ slot }) => (slot.service === service ? [slot.name] : [])),
    found: SignInFound.parse(found),
    since: since.toISOString(),
  }))
}

async function readRenewals(db: Db, now: Date, zone: string): Promise<HealthView['renewals']> {
  const slots = await db.slots.findMany({
    where: { is_active: true, renews_on: { not: null } },
    orderBy: { renews_on: 'asc' },
  })
  return slots.flatMap(({ id, name, renews_on }) => {
    const day = renews_on?.toISOString().slice(0, 10) ?? ''
    const days = daysAhead(day, now, zone)
    return days >= 0 && days <= DAYS_AHEAD ? [{ slot_id: id, slot: name, renews_on: day, days }] : []
  })
}

async function readOutbox(db: Db, now: Date): Promise<HealthView['outbox']> {
  const due = { state: { in: ['queued', 'leased', 'placeholder'] }, not_before: { lte: now } }
  const first = await db.deliveries.findFirst({ where: due, orderBy: { created_at: 'asc' } })
  return {
    waiting: await db.deliveries.count({ where: due }),
    since: first?.created_at.toISOString() ?? null,
    dead: await db.deliveries.count({
      // A notice that nobody needs any more ends as dead too: that is no trouble.
      where: {
        state: 'dead',
        created_at: { gt: new Date(now.getTime() - DAY_MS) },
        OR: [{ kind: 'dump_part' }, { last_error: POISONED }],
      },
    }),
  }
}

async function readDumpsInWork(db: Db): Promise<HealthView['dumps']> {
  const where = { state: { in: ['sealing', 'pulling', 'assembling'] } }
  const first = await db.dumps.findFirst({ where, orderBy: { created_at: 'asc' } })
  return { in_work: await db.dumps.count({ where }), since: first?.created_at.toISOString() ?? null }
}
