import { EARLY_MINUTES } from '../domain/booking.ts'
import { SHORTEST_TURN_MINUTES } from '../domain/promised.ts'
import type { Parts } from '../parts.ts'

/** So many minutes before a booking a slot looks otherwise to somebody, by the mere passing of time. */
const THRESHOLDS = [EARLY_MINUTES, SHORTEST_TURN_MINUTES, 0]

/** Tells the board of slots that look otherwise since then: a booking came near, or its time is over. */
export async function tellOfThresholds(
  { db, change, now: clock }: Pick<Parts, 'db' | 'change' | 'now'>,
  since: Date,
): Promise<Date> {
  const now = clock()
  const passed = await db.$queryRaw<{ slot_id: string }[]>`
    SELECT DISTINCT slot_id FROM bookings, unnest(${THRESHOLDS}::int[]) AS before
    WHERE status = 'active' AND starts_at - make_interval(mins => before) > ${since}::timestamptz
      AND starts_at - make_interval(mins => before) <= ${now}::timestamptz`
  if (passed.length)
    await change(async tx => {
      for (const { slot_id } of passed) await tx.announce({ about: 'slot', id: slot_id })
    })
  return now
}
