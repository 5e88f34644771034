import { daysAhead } from '../../domain/booking-time.ts'
import { DAYS_BEFORE } from '../../domain/renewal.ts'
import type { Db } from '../client.ts'

const DAY = 24 * 3_600_000
const WEEK_AHEAD = Math.max(...DAYS_BEFORE)

/** What an administrator wants to know besides the machines themselves. */
export async function readHealth(db: Db, now: Date, zone: string) {
  const lost = await db.account_sign_ins.findMany({ where: { signed_in: false }, include: { machine: true } })
  const slots = await db.slots.findMany({ where: { is_active: true, renews_on: { not: null } } })
  return {
    signedOut: lost.map(({ service, machine, since }) => ({ service, machine: machine.name, since })),
    renewing: slots.flatMap(({ name, renews_on }) => {
      const days = renews_on ? daysAhead(renews_on.toISOString().slice(0, 10), now, zone) : -1
      return renews_on && days >= 0 && days <= WEEK_AHEAD ? [{ slot: name, on: renews_on }] : []
    }),
    waiting: await db.deliveries.count({
      where: { state: { in: ['queued', 'leased', 'placeholder'] }, not_before: { lte: now } },
    }),
    dead: await db.deliveries.count({
      where: { kind: 'dump_part', state: 'dead', created_at: { gt: new Date(now.getTime() - DAY) } },
    }),
    dumps: await db.dumps.count({ where: { state: { in: ['sealing', 'pulling', 'assembling'] } } }),
  }
}
