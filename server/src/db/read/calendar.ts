import type { Calendar } from '@taxi/contract/bookings.ts'
import { whyNotBookAtAll } from '../../domain/book.ts'
import { daysFrom, type Range, wallTimeOf } from '../../domain/booking-time.ts'
import { permissionOf } from '../../domain/no.ts'
import type { Person } from '../../domain/person.ts'
import type { Db } from '../client.ts'
import { readFacts } from './board.ts'
import { bookingViewFor, readBookings } from './bookings.ts'

type Reader = Pick<Db, 'bookings' | 'sessions' | '$queryRaw'>
const WEEK = 7

/** Seven days of everybody's bookings and of the sessions that run now, as this person sees them. */
export async function readCalendar(
  db: Reader,
  person: Person,
  { from, zone, now }: { from: string | undefined; zone: string; now: Date },
): Promise<Calendar> {
  const days = daysFrom(from ?? wallTimeOf(now, zone).date, WEEK, zone)
  const shown: Range = { startsAt: days[0]?.startsAt ?? now, endsAt: days.at(-1)?.endsAt ?? now }
  const within = { starts_at: { lt: shown.endsAt }, ends_at: { gt: shown.startsAt } }
  const bookings = await readBookings(db, { ...within, status: { in: ['active', 'kept'] } })
  const slots = await readFacts(db)
  return {
    zone,
    from: days[0]?.date ?? '',
    days: days.map(day => ({
      date: day.date,
      starts_at: day.startsAt.toISOString(),
      ends_at: day.endsAt.toISOString(),
    })),
    slots: slots.map(slot => ({
      id: slot.id,
      name: slot.name,
      service: slot.service,
      service_name: slot.serviceName,
      may_book: permissionOf(whyNotBookAtAll(slot, person)),
    })),
    bookings: bookings.map(row => bookingViewFor(row, person)),
    sessions: await sessionsWithin(db, shown, person),
  }
}

/** Sessions that run. Of one that came of a booking only what lasts longer: the booking itself is shown. */
async function sessionsWithin(db: Reader, shown: Range, person: Person): Promise<Calendar['sessions']> {
  const rows = await db.sessions.findMany({
    where: { ended_at: null, started_at: { lt: shown.endsAt }, ends_at: { gt: shown.startsAt } },
    include: { person: { select: { name: true } }, booking: { select: { ends_at: true } } },
    orderBy: { started_at: 'asc' },
  })
  return rows.flatMap(row => {
    const from = row.booking?.ends_at ?? row.started_at
    if (from >= row.ends_at) return []
    return {
      slot_id: row.slot_id,
      person: { name: row.person.name, mine: row.person_id === person.id },
      starts_at: from.toISOString(),
      ends_at: row.ends_at.toISOString(),
    }
  })
}
