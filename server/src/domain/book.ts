import type { RefusalCode } from '@taxi/contract/refusals.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import type { Range } from './booking-time.ts'
import { nextInLine } from './line.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'
import { isOver, keptAt, machineFor, type SeatTaken, type SlotFacts } from './slot.ts'

export interface BookableSlot extends SlotFacts {
  kind: SlotView['kind']
}
/** What somebody wants: the instants, and how they stand on the company's clock. */
export interface Wish extends Range {
  minutes: number
  /** `14:30` */
  startTime: string
  /** Calendar days from today. */
  daysAhead: number
}
/** What is promised already that the wish could run into, and how much its person has booked. */
export interface Booked {
  /** At this slot, or at one that needs the same machine. */
  taken: (Range & { name: string })[]
  /** Bookings of the person that nobody has come for yet. */
  own: number
  most: number
}

export const SHORTEST_BOOKING_MINUTES = 15
export const LONGEST_BOOKING_HOURS = { account: 8, desktop: 24, phone: 0 }
/** Bookings begin and last in steps of this. */
export const STEP_MINUTES = 5
export const FURTHEST_DAYS = 14
/** Who has the slot or waits for it is warned at least this long before it is somebody's booking. */
export const NOTICE_MINUTES = 10
/** "From now" may have been pressed a moment ago. */
const JUST_NOW_MINUTES = 5
const MINUTE = 60_000

/** Why this person may not book this slot at whatever time. */
export function whyNotBookAtAll(slot: Pick<BookableSlot, 'kind' | 'isActive' | 'machines'>, person: Person): No | null {
  if (!mayPerson(person, 'slots:use')) return no('auth.not-allowed')
  if (slot.kind === 'phone') return no('booking.kind')
  if (!slot.isActive) return no('slot.off')
  return slot.machines.some(machine => machine.isActive) ? null : no('slot.no-machine')
}

/** Why this person may not book this slot at this time; null when they may. */
export function whyNotBook(slot: BookableSlot, person: Person, wish: Wish, booked: Booked, now: Date): No | null {
  return (
    whyNotBookAtAll(slot, person) ??
    whyNotSuchTime(slot.kind, wish, now) ??
    whyNotBeside(wish, booked) ??
    whyNotSoSoon(slot, person, wish, now)
  )
}

/** A refusal of this one time: another week of a weekly wish may go through. */
export const isConflict = (code: RefusalCode) => conflicts.includes(code)
const conflicts: readonly RefusalCode[] = ['slot.booked', 'booking.too-soon', 'booking.wanted', 'booking.too-many']

/** Lies this week further ahead than one may book? It follows when its time comes. */
export const isOutOfReach = (wish: Pick<Wish, 'daysAhead'>) => wish.daysAhead > FURTHEST_DAYS

function whyNotSuchTime(kind: BookableSlot['kind'], wish: Wish, now: Date): No | null {
  if (wish.minutes % STEP_MINUTES || Number(wish.startTime.slice(3)) % STEP_MINUTES)
    return no('booking.step', { minutes: String(STEP_MINUTES) })
  if (wish.minutes < SHORTEST_BOOKING_MINUTES)
    return no('booking.too-short', { minutes: String(SHORTEST_BOOKING_MINUTES) })
  const hours = LONGEST_BOOKING_HOURS[kind]
  if (wish.minutes > hours * 60) return no('booking.too-long', { hours: String(hours) })
  if (wish.startsAt.getTime() < now.getTime() - JUST_NOW_MINUTES * MINUTE) return no('booking.past')
  return isOutOfReach(wish) ? no('booking.too-far', { days: String(FURTHEST_DAYS) }) : null
}

function whyNotBeside(wish: Wish, { taken, own, most }: Booked): No | null {
  const inTheWay = taken
    .filter(other => other.startsAt < wish.endsAt && other.endsAt > wish.startsAt)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0]
  if (inTheWay)
    return no('slot.booked', {
      holder: inTheWay.name,
      from: inTheWay.startsAt.toISOString(),
      until: inTheWay.endsAt.toISOString(),
    })
  return own >= most ? no('booking.too-many', { count: String(most) }) : null
}

/** Nobody loses a seat, or the place of whoever is next, without warning. */
function whyNotSoSoon(slot: BookableSlot, person: Person, wish: Wish, now: Date): No | null {
  const earliest = new Date(now.getTime() + NOTICE_MINUTES * MINUTE)
  if (wish.startsAt >= earliest) return null
  const from = earliest.toISOString()
  const seat = inUse(slot, now)
  const until = seat && (seat.workingUntil ?? seat.endsAt)
  if (seat && until && seat.holder.id !== person.id && until > wish.startsAt)
    return no('booking.too-soon', { holder: seat.holder.name, until: until.toISOString(), from })
  const first = keptAt(slot, now)?.personId ?? nextInLine(slot)?.personId
  return first && first !== person.id ? no('booking.wanted', { from }) : null
}

/** The session at the slot, or the one at its last usable machine; not one whose seat is only being cleaned. */
function inUse(slot: SlotFacts, now: Date): SeatTaken | null {
  const own = slot.session ?? (machineFor(slot, now) ? null : slot.machines.find(machine => machine.session)?.session)
  return own && (!isOver(own) || own.workingUntil) ? own : null
}
