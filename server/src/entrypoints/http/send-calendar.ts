import { Locale } from '@taxi/contract/shapes.ts'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { readBookingsOf } from '../../db/read/bookings.ts'
import { Refusal } from '../../domain/refusal.ts'
import { bookingWords } from '../../notices/booking-words.ts'
import { hashOf } from '../../outside/secrets.ts'
import { publicUrl } from '../../public-url.ts'
import { answered, type Knock } from './knock.ts'

const TTL_SECONDS = 15 * 60

/** A person's bookings for their calendar program. Whoever knows the secret reads them; nobody else learns that it exists. */
export async function sendCalendar({ parts, params, response }: Knock<'calendarFile'>): Promise<typeof answered> {
  const secret = /^([\w-]{20,100})\.ics$/.exec(params.secret)?.[1]
  const person = secret && (await parts.db.people.findUnique({ where: { calendar_hash: hashOf(secret) } }))
  if (!person || person.disabled_at) throw new Refusal('request.unknown')
  const words = bookingWords[Locale.parse(person.locale)].calendar
  const calendar = ical({
    name: 'VDI Taxi',
    prodId: { company: 'VDI Taxi', product: 'bookings' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: TTL_SECONDS,
  })
  for (const booking of await readBookingsOf(parts.db, person.id, parts.now()))
    if (booking.status === 'active' || booking.status === 'kept')
      calendar.createEvent({
        id: `${booking.id}@vdi-taxi`,
        stamp: booking.created_at,
        start: booking.starts_at,
        end: booking.ends_at,
        summary: booking.slot.name,
        description: words,
        url: `${publicUrl(parts.config)}/app/calendar`,
      })
  response.type('text/calendar; charset=utf-8').send(calendar.toString())
  return answered
}
