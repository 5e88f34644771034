import type { BookingFacts } from '../../domain/booking.ts'
import { mayPerson, type Person } from '../../domain/person.ts'
import type { Db } from '../client.ts'
import { bookingFactsOf } from './bookings.ts'
import { personOf } from './person.ts'

export interface DueBooking extends BookingFacts {
  id: string
  slotId: string
  person: Person
  /** Its person may still use slots. */
  mayUse: boolean
  /** A session came of it that runs. */
  seated: boolean
}

/** Bookings whose time has begun, or passed, and that nobody has come for yet; and those of people who are disabled. */
export async function readDueBookings(db: Pick<Db, 'bookings'>, now: Date, id?: string): Promise<DueBooking[]> {
  const rows = await db.bookings.findMany({
    where: {
      status: 'active',
      OR: [{ starts_at: { lte: now } }, { person: { disabled_at: { not: null } } }],
      ...(id ? { id } : {}),
    },
    include: {
      person: true,
      sessions: { where: { freed_at: null }, select: { id: true } },
    },
    orderBy: [{ starts_at: 'asc' }, { id: 'asc' }],
  })
  return rows.map(row => {
    const person = personOf(row.person)
    return {
      ...bookingFactsOf(row),
      id: row.id,
      slotId: row.slot_id,
      person,
      mayUse: !row.person.disabled_at && mayPerson(person, 'slots:use'),
      seated: row.sessions.length > 0,
    }
  })
}
