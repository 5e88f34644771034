import { oweAlert } from '../db/write/owe-alert.ts'
import { rangeOf } from '../domain/booking-time.ts'
import { lastMonday, thisMonday } from '../domain/week.ts'
import type { Parts } from '../parts.ts'

const AT = '09:00'
/** A server that was off on Monday morning makes up for it; on Wednesday it is no news. */
const NEWS_MS = 48 * 3_600_000

/** On Monday at nine of the company's clock its administrators are told how the last week went, once. */
export async function tellWeek({
  config,
  db,
  change,
  now: clock,
}: Pick<Parts, 'config' | 'db' | 'change' | 'now'>): Promise<void> {
  const now = clock()
  const zone = config.COMPANY_TIMEZONE
  const monday = thisMonday(now, zone)
  const { startsAt: due } = rangeOf({ date: monday, startTime: AT }, 0, zone)
  const expiresAt = new Date(due.getTime() + NEWS_MS)
  if (now < due || now >= expiresAt) return
  const key = `week:${monday}`
  if (await db.deliveries.findUnique({ where: { dedupe_key: key }, select: { id: true } })) return
  await change(tx => oweAlert(tx, config, { key, expiresAt, about: { about: 'week', from: lastMonday(now, zone) } }))
}
