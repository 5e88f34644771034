import { Locale } from '@taxi/contract/shapes.ts'
import { timeInWords } from '../company-clock.ts'
import { type BookingRow, readBooking } from '../db/read/bookings.ts'
import { type BookingNotice, bookingNoticeOf } from '../domain/booking-notice.ts'
import { rangeOf, weeksLater } from '../domain/booking-time.ts'
import type { Parts } from '../parts.ts'
import { bookingWords } from './booking-words.ts'

interface Told {
  personId: string
  slotId: string
  text: string
}
type Needs = Pick<Parts, 'config' | 'db' | 'now'>

/** What a person is told of a booking, as it stands now; null when it is not true any more. */
export async function bookingNotice(parts: Needs, key: string): Promise<Told | null> {
  const notice = bookingNoticeOf(key)
  return notice.what === 'skipped' ? skippedWeek(parts, notice) : ofBooking(parts, notice)
}

async function ofBooking(parts: Needs, notice: BookingNotice): Promise<Told | null> {
  const row = await readBooking(parts.db, notice.id)
  const text = row && (await textOf(parts, row, notice))
  return text ? { personId: row.person_id, slotId: row.slot_id, text } : null
}

async function textOf(parts: Needs, row: BookingRow, { what, detail }: BookingNotice): Promise<string | null> {
  const now = parts.now()
  const locale = await localeOf(parts, row.person_id)
  const words = bookingWords[locale]
  const time = (at: Date) => timeInWords(at, { zone: parts.config.COMPANY_TIMEZONE, locale, now })
  const slot = row.slot.name
  switch (what) {
    case 'reminder': {
      const minutes = Math.ceil((row.starts_at.getTime() - now.getTime()) / 60_000)
      return row.status === 'active' && minutes > 0 ? words.reminder(slot, minutes, time(row.ends_at)) : null
    }
    case 'given':
      return row.status === 'active' ? words.given(slot, time(row.ends_at)) : null
    case 'expired':
      return words.expired(slot, time(row.starts_at))
    case 'no_show':
      return words.noShow(slot)
    case 'cancelled': {
      const by = detail && (await parts.db.people.findUnique({ where: { id: detail }, select: { name: true } }))
      return words.cancelled(slot, time(row.starts_at), by ? by.name : '')
    }
    case 'skipped':
      return null
  }
}

async function skippedWeek(parts: Needs, { id, detail }: BookingNotice): Promise<Told | null> {
  const series = await parts.db.booking_series.findUnique({
    where: { id },
    include: { slot: { select: { name: true } } },
  })
  if (!series) return null
  const zone = parts.config.COMPANY_TIMEZONE
  const date = weeksLater(series.first_date.toISOString().slice(0, 10), Number(detail))
  const { startsAt } = rangeOf({ date, startTime: series.start_time }, series.duration_min, zone)
  const locale = await localeOf(parts, series.person_id)
  const text = bookingWords[locale].skipped(series.slot.name, timeInWords(startsAt, { zone, locale, now: parts.now() }))
  return { personId: series.person_id, slotId: series.slot_id, text }
}

async function localeOf({ db }: Needs, id: string): Promise<Locale> {
  const { locale } = await db.people.findUniqueOrThrow({ where: { id }, select: { locale: true } })
  return Locale.parse(locale)
}
