import { type Week, type WeekSlot, weekOf, weekRange } from '../../domain/week.ts'
import type { Db } from '../client.ts'

/** How the week went that begins on this Monday. A session that goes on counts until now. */
export async function readWeek(
  db: Db,
  from: string,
  { zone, now }: { zone: string; now: Date },
): Promise<{ week: Week; slots: WeekSlot[] }> {
  const { startsAt, endsAt } = weekRange(from, zone)
  const rows = await db.slots.findMany({ where: { is_active: true }, orderBy: { slot_number: 'asc' } })
  const slots = rows.map(slot => ({
    id: slot.id,
    name: slot.name,
    service: slot.service,
    serviceName: slot.service_name,
    monthlyCost: slot.monthly_cost,
    currency: slot.currency,
  }))
  const sessions = await db.sessions.findMany({
    where: { started_at: { lt: endsAt }, OR: [{ ended_at: null }, { ended_at: { gt: startsAt } }] },
    select: { slot_id: true, person_id: true, started_at: true, ended_at: true },
  })
  const denied = await db.denied.findMany({ where: { at: { gte: startsAt, lt: endsAt } } })
  const week = weekOf(
    from,
    {
      slots,
      sessions: sessions.map(session => ({
        slotId: session.slot_id,
        personId: session.person_id,
        startsAt: session.started_at,
        endsAt: session.ended_at ?? now,
      })),
      denied: denied.map(({ service, person_id, at }) => ({ service, personId: person_id, at })),
    },
    zone,
  )
  return { week, slots }
}
