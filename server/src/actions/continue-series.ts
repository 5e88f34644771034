import type { Transaction } from '../db/client.ts'
import type { booking_seriesModel } from '../db/generated/models.ts'
import { personOf } from '../db/read/person.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { oweBookingNotice } from '../db/write/owe-booking-notice.ts'
import { wishOf, writeBooking } from '../db/write/write-booking.ts'
import { isOutOfReach } from '../domain/book.ts'
import { weeksLater } from '../domain/booking-time.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now'>

/** Books the weeks of repetitions that have come into reach; who cannot have one is told. */
export async function continueSeries(parts: Needs): Promise<void> {
  const going = await parts.db.$queryRaw<booking_seriesModel[]>`
    SELECT * FROM booking_series WHERE cancelled_at IS NULL AND next_week < weeks ORDER BY created_at, id`
  for (const series of going)
    for (const week of weeksInReach(series, parts)) if (!(await bookWeek(parts, series, week))) break
}

function weeksInReach(series: booking_seriesModel, { now, config }: Needs): number[] {
  const left = Array.from({ length: series.weeks - series.next_week }, (_, index) => series.next_week + index)
  return left.filter(week => !isOutOfReach(wishOf(timeOf(series, week), now(), config.COMPANY_TIMEZONE)))
}

/** False when the repetition came to its end meanwhile, or another server goes on with it. */
async function bookWeek(parts: Needs, seen: booking_seriesModel, week: number): Promise<boolean> {
  const { id } = seen
  const wanted = timeOf(seen, week)
  return parts.change(async tx => {
    const now = parts.now()
    const slot = await lockSlot(tx, seen.slot_id)
    await lockPerson(tx, seen.person_id)
    // Of two servers one writes it: the row moves on under the slot's lock.
    const { count } = await tx.booking_series.updateMany({
      where: { id, next_week: week, cancelled_at: null },
      data: { next_week: { increment: 1 } },
    })
    const person = await tx.people.findUniqueOrThrow({ where: { id: seen.person_id } })
    if (!count || !slot) return false
    if (person.disabled_at) return endSeries(tx, id, now)
    const outcome = await writeBooking(
      tx,
      slot,
      personOf(person),
      { ...wanted, seriesId: id },
      { now, config: parts.config },
    )
    if ('no' in outcome) {
      const notice = { what: 'skipped', id, detail: String(week) } as const
      const { startsAt: expiresAt } = wishOf(wanted, now, parts.config.COMPANY_TIMEZONE)
      await oweBookingNotice(tx, notice, { personId: person.id, expiresAt })
    }
    return true
  })
}

async function endSeries(tx: Transaction, id: string, now: Date): Promise<false> {
  await tx.booking_series.update({ where: { id }, data: { cancelled_at: now } })
  return false
}

const timeOf = (series: booking_seriesModel, week: number) => ({
  date: weeksLater(series.first_date.toISOString().slice(0, 10), week),
  startTime: series.start_time,
  minutes: series.duration_min,
})
