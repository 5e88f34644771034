import { BookingStatus, type BookingView } from '@taxi/contract/bookings.ts'
import type { BookingFacts } from '../../domain/booking.ts'
import { whyNotCancel } from '../../domain/booking.ts'
import { permissionOf } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import type { Db } from '../client.ts'
import type { Prisma } from '../generated/client.ts'
import type { bookingsModel } from '../generated/models.ts'

type Reader = Pick<Db, 'bookings'>
/** Of what has passed the last two weeks are shown. */
const SHOWN_DAYS = 14
const DAY = 24 * 3_600_000

const withNames = {
  person: { select: { name: true } },
  slot: { select: { name: true, service: true } },
} as const
export type BookingRow = Omit<bookingsModel, 'during'> & {
  person: { name: string }
  slot: { name: string; service: string }
}

export function bookingFactsOf(row: Pick<BookingRow, 'person_id' | 'status' | 'starts_at' | 'ends_at'>): BookingFacts {
  return {
    personId: row.person_id,
    status: BookingStatus.parse(row.status),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }
}

/** The booking as this person sees it. */
export function bookingViewFor(row: BookingRow, person: Person): BookingView {
  return {
    id: row.id,
    slot_id: row.slot_id,
    slot_name: row.slot.name,
    service: row.slot.service,
    person: { id: row.person_id, name: row.person.name, mine: row.person_id === person.id },
    date: row.date.toISOString().slice(0, 10),
    start_time: row.start_time,
    duration_min: row.duration_min,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    status: BookingStatus.parse(row.status),
    series_id: row.series_id,
    may: { cancel: permissionOf(whyNotCancel(bookingFactsOf(row), person)) },
  }
}

export function readBooking(db: Reader, id: string): Promise<BookingRow | null> {
  return db.bookings.findUnique({ where: { id }, include: withNames })
}

/** By time. */
export function readBookings(db: Reader, where: Prisma.bookingsWhereInput): Promise<BookingRow[]> {
  return db.bookings.findMany({ where, include: withNames, orderBy: [{ starts_at: 'asc' }, { id: 'asc' }] })
}

/** The person's bookings to come, and those of the last two weeks. */
export function readBookingsOf(db: Reader, personId: string, now: Date): Promise<BookingRow[]> {
  const since = new Date(now.getTime() - SHOWN_DAYS * DAY)
  return readBookings(db, { person_id: personId, ends_at: { gt: since } })
}
