import { oweAlert } from '../db/write/owe-alert.ts'
import { daysAhead, wallTimeOf } from '../domain/booking-time.ts'
import { renewalDue } from '../domain/renewal.ts'
import type { Parts } from '../parts.ts'

const MORNING = '09:00'
const DAY_MS = 24 * 3_600_000

/** The administrators are told of subscriptions that renew: seven, three and one day before, in the morning, each once. */
export async function tellOfRenewals({
  config,
  db,
  change,
  now: clock,
}: Pick<Parts, 'config' | 'db' | 'change' | 'now'>): Promise<void> {
  const now = clock()
  if (wallTimeOf(now, config.COMPANY_TIMEZONE).startTime < MORNING) return
  const slots = await db.slots.findMany({ where: { is_active: true, renews_on: { not: null } } })
  const due = slots.flatMap(({ id, renews_on }) => {
    const on = renews_on?.toISOString().slice(0, 10) ?? ''
    const days = renewalDue(daysAhead(on, now, config.COMPANY_TIMEZONE))
    return days === null ? [] : [{ id, key: `renewal:${id}:${on}:${days}` }]
  })
  if (!due.length) return
  await change(async tx => {
    for (const { id, key } of due)
      await oweAlert(tx, config, {
        key,
        expiresAt: new Date(now.getTime() + DAY_MS),
        about: { about: 'renewal', slot_id: id },
      })
  })
}
