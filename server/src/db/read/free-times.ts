import type { FreeTime } from '@taxi/contract/bookings.ts'
import type { Config } from '../../config.ts'
import { FURTHEST_DAYS } from '../../domain/book.ts'
import type { Person } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { BoardSlot } from '../../domain/slot-view.ts'
import { nearestTimes } from '../../domain/suggest.ts'
import { type WantedTime, wishOf } from '../write/write-booking.ts'
import { type Reader, readFacts } from './board.ts'
import { countBookings, readTaken } from './booked.ts'

interface Asked extends WantedTime {
  slotId: string
}
interface Around {
  now: Date
  config: Pick<Config, 'COMPANY_TIMEZONE' | 'MAX_BOOKINGS'>
}
const AT_THIS_SLOT = 4
const AT_OTHERS = 4
const DAY = 24 * 3_600_000

/** The nearest times at which a wish would go through: at its slot first, then one at each other slot of its service, nearest first. */
export async function readFreeTimes(db: Reader, person: Person, asked: Asked, around: Around): Promise<FreeTime[]> {
  const board = await readFacts(db)
  const slot = board.find(each => each.id === asked.slotId)
  if (!slot) throw new Refusal('slot.unknown')
  const here = await timesAt(db, slot, person, asked, around, AT_THIS_SLOT)
  const others = board.filter(each => each.service === slot.service && each.id !== slot.id)
  const elsewhere: FreeTime[] = []
  for (const other of others) elsewhere.push(...(await timesAt(db, other, person, asked, around, 1)))
  const wanted = wishOf(asked, around.now, around.config.COMPANY_TIMEZONE).startsAt.getTime()
  const distance = (time: FreeTime) => Math.abs(Date.parse(time.starts_at) - wanted)
  return [...here, ...elsewhere.sort((a, b) => distance(a) - distance(b)).slice(0, AT_OTHERS)]
}

async function timesAt(
  db: Reader,
  slot: BoardSlot,
  person: Person,
  asked: Asked,
  { now, config }: Around,
  most: number,
): Promise<FreeTime[]> {
  const zone = config.COMPANY_TIMEZONE
  const whole = { startsAt: now, endsAt: new Date(now.getTime() + (FURTHEST_DAYS + 2) * DAY) }
  const booked = {
    taken: await readTaken(db, slot.id, whole),
    own: await countBookings(db, person.id, now),
    most: config.MAX_BOOKINGS,
  }
  const times = nearestTimes(slot, person, wishOf(asked, now, zone), booked, { now, zone, most })
  return times.map(({ date, startTime, startsAt, endsAt }) => ({
    slot_id: slot.id,
    slot_name: slot.name,
    date,
    start_time: startTime,
    starts_at: startsAt.toISOString(),
    ends_at: endsAt.toISOString(),
  }))
}
