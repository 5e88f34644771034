import type { Transaction } from '../db/client.ts'
import { isOverlapViolation } from '../db/is-overlap-violation.ts'
import { lockPerson } from '../db/write/lock-person.ts'
import { lockSlot } from '../db/write/lock-slot.ts'
import { noteDenied } from '../db/write/note-denied.ts'
import { type WantedTime, wishOf, writeBooking } from '../db/write/write-booking.ts'
import { isConflict, isOutOfReach } from '../domain/book.ts'
import { type WallTime, weeksLater } from '../domain/booking-time.ts'
import { isForWant } from '../domain/denied.ts'
import { insist, type No } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Parts } from '../parts.ts'

type Needs = Pick<Parts, 'config' | 'db' | 'change' | 'now'>

export interface Wanted extends WantedTime {
  slotId: string
  weeks: number
}
export interface BookedSlot {
  ids: string[]
  /** Weeks that conflict with somebody's. */
  skipped: (WallTime & { no: No })[]
  /** Weeks out of reach yet; they follow by themselves. */
  later: number
}

/** Books a slot for this person, once or for some weeks. Of two at the same instant one gets it, the other hears who. */
export async function bookSlot(parts: Needs, who: { person: Person; wanted: Wanted }): Promise<BookedSlot> {
  const book = () => parts.change(tx => bookWeeks(parts, tx, who))
  try {
    return await book().catch(error => {
      if (!isOverlapViolation(error)) throw error
      return book()
    })
  } catch (error) {
    const { person, wanted } = who
    if (error instanceof Refusal && isForWant(error.code))
      await noteDenied(parts.db, { personId: person.id, slotId: wanted.slotId, why: error.code, at: parts.now() })
    throw error
  }
}

async function bookWeeks(
  parts: Needs,
  tx: Transaction,
  { person, wanted }: { person: Person; wanted: Wanted },
): Promise<BookedSlot> {
  const now = parts.now()
  const slot = await lockSlot(tx, wanted.slotId)
  if (!slot) throw new Refusal('slot.unknown')
  await lockPerson(tx, person.id)
  const { inReach, later } = reach(wanted, now, parts.config.COMPANY_TIMEZONE)
  const seriesId = wanted.weeks > 1 ? await beginSeries(tx, person, wanted, inReach.length) : null
  const booked: BookedSlot = { ids: [], skipped: [], later }
  for (const date of inReach) {
    const week = { ...wanted, date, seriesId }
    const outcome = await writeBooking(tx, slot, person, week, { now, config: parts.config })
    if ('id' in outcome) booked.ids.push(outcome.id)
    else if (seriesId && isConflict(outcome.no.code))
      booked.skipped.push({ date, startTime: wanted.startTime, no: outcome.no })
    else insist(outcome.no)
  }
  if (seriesId && !booked.ids.length && !later) await tx.booking_series.delete({ where: { id: seriesId } })
  return booked
}

/** Dates near enough to be booked now; the first is always tried, so that its refusal is heard. */
function reach(wanted: Wanted, now: Date, zone: string): { inReach: string[]; later: number } {
  const dates = Array.from({ length: wanted.weeks }, (_, week) => weeksLater(wanted.date, week))
  const inReach = dates.filter((date, week) => week === 0 || !isOutOfReach(wishOf({ ...wanted, date }, now, zone)))
  return { inReach, later: dates.length - inReach.length }
}

async function beginSeries(tx: Transaction, person: Person, wanted: Wanted, written: number): Promise<string> {
  const { id } = await tx.booking_series.create({
    data: {
      person_id: person.id,
      slot_id: wanted.slotId,
      first_date: new Date(`${wanted.date}T00:00:00Z`),
      start_time: wanted.startTime,
      duration_min: wanted.minutes,
      weeks: wanted.weeks,
      next_week: written,
    },
  })
  return id
}
