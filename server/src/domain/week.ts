import { daysFrom, type Range, wallTimeOf, weeksLater } from './booking-time.ts'

export interface WeekSlot {
  id: string
  name: string
  service: string
  serviceName: string
  /** Cents. */
  monthlyCost: number
  currency: string
}
export interface WeekFacts {
  /** In service, by number. */
  slots: WeekSlot[]
  sessions: (Range & { slotId: string; personId: string })[]
  /** Who wanted what and did not get it. */
  denied: { service: string; personId: string; at: Date }[]
}

/** How a week went: what the administrators are told of it. */
export interface Week {
  /** Its first day, a Monday, and its last. */
  from: string
  to: string
  /** For each hour of a working day: how many slots of each service were busy, on average. */
  byHour: { hour: number; busy: number; of: { service: string; busy: number }[] }[]
  /** Of all slots in the hours in which one works, from 0 to 1. */
  load: number
  sessions: number
  people: number
  /** By what an hour cost that was used, dearest first; those nobody used go first of all. */
  costs: (WeekSlot & { hours: number; weekCost: number; perHour: number | null })[]
  /** By how often, most often first. */
  wanted: { service: string; serviceName: string; times: number; people: number }[]
}

const HOUR = 3_600_000
const WORK_HOURS = { from: 9, to: 18 }
const WEEKS_A_MONTH = 365.25 / 12 / 7
/** Pressing again a little later is the same wish. */
const SAME_WISH_MS = 15 * 60_000

/** The Monday of the week before the one in which this instant lies, on the company's clock. */
export function lastMonday(now: Date, zone: string): string {
  return weeksLater(thisMonday(now, zone), -1)
}

/** The Monday of the week in which this instant lies. */
export function thisMonday(now: Date, zone: string): string {
  const { date } = wallTimeOf(now, zone)
  const day = new Date(`${date}T12:00:00Z`)
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 24 * HOUR).toISOString().slice(0, 10)
}

/** From Monday midnight to the next, on the company's clock. */
export function weekRange(from: string, zone: string): Range {
  const days = daysFrom(from, 7, zone)
  return { startsAt: days[0]?.startsAt ?? new Date(0), endsAt: days[6]?.endsAt ?? new Date(0) }
}

/** What became of a week, from its rows. */
export function weekOf(from: string, { slots, sessions, denied }: WeekFacts, zone: string): Week {
  const known = new Set(slots.map(slot => slot.id))
  const during = sessions.filter(session => known.has(session.slotId))
  const hours = daysFrom(from, 7, zone).flatMap((day, weekday) =>
    hoursOf(day, zone).map(hour => ({ ...hour, weekday })),
  )
  const working = hours.filter(({ weekday }) => weekday < 5)
  const byHour = Array.from({ length: 24 }, (_, hour) => {
    const these = working.filter(each => each.hour === hour)
    const of = servicesOf(slots).map(service => {
      const own = new Set(slots.filter(slot => slot.service === service).map(slot => slot.id))
      const time = during.filter(session => own.has(session.slotId)).reduce((sum, each) => sum + shared(each, these), 0)
      return { service, busy: time / Math.max(1, these.length) / HOUR }
    })
    return { hour, busy: of.reduce((sum, each) => sum + each.busy, 0), of }
  })
  const inHours = byHour.filter(({ hour }) => hour >= WORK_HOURS.from && hour < WORK_HOURS.to)
  const busy = inHours.reduce((sum, each) => sum + each.busy, 0) / inHours.length
  return {
    from,
    to: wallTimeOf(new Date(weekRange(from, zone).endsAt.getTime() - HOUR), zone).date,
    byHour,
    load: slots.length ? busy / slots.length : 0,
    sessions: during.length,
    people: new Set(during.map(session => session.personId)).size,
    costs: costsOf(slots, during, weekRange(from, zone)),
    wanted: wantedOf(slots, denied),
  }
}

export const servicesOf = (slots: Pick<WeekSlot, 'service'>[]): string[] => [
  ...new Set(slots.map(slot => slot.service)),
]

function hoursOf({ startsAt, endsAt }: Range, zone: string): (Range & { hour: number })[] {
  const hours = Math.round((endsAt.getTime() - startsAt.getTime()) / HOUR)
  return Array.from({ length: hours }, (_, index) => {
    const at = new Date(startsAt.getTime() + index * HOUR)
    return {
      startsAt: at,
      endsAt: new Date(at.getTime() + HOUR),
      hour: Number(wallTimeOf(at, zone).startTime.slice(0, 2)),
    }
  })
}

/** Milliseconds that a time has in common with some others, which do not overlap. */
function shared(time: Range, others: Range[]): number {
  return others.reduce((sum, other) => {
    const from = Math.max(time.startsAt.getTime(), other.startsAt.getTime())
    const to = Math.min(time.endsAt.getTime(), other.endsAt.getTime())
    return sum + Math.max(0, to - from)
  }, 0)
}

function costsOf(slots: WeekSlot[], sessions: WeekFacts['sessions'], week: Range): Week['costs'] {
  return slots
    .filter(slot => slot.monthlyCost > 0)
    .map(slot => {
      const own = sessions.filter(session => session.slotId === slot.id)
      const hours = own.reduce((sum, session) => sum + shared(session, [week]), 0) / HOUR
      const weekCost = Math.round(slot.monthlyCost / WEEKS_A_MONTH)
      return { ...slot, hours, weekCost, perHour: hours > 0 ? Math.round(weekCost / hours) : null }
    })
    .sort(
      (a, b) =>
        (b.perHour ?? Number.POSITIVE_INFINITY) - (a.perHour ?? Number.POSITIVE_INFINITY) || b.weekCost - a.weekCost,
    )
}

function wantedOf(slots: WeekSlot[], denied: WeekFacts['denied']): Week['wanted'] {
  const names = new Map(slots.map(slot => [slot.service, slot.serviceName]))
  const services = [...new Set(denied.map(each => each.service))]
  return services
    .map(service => {
      const wishes = wishesIn(denied.filter(each => each.service === service))
      return {
        service,
        serviceName: names.get(service) ?? service,
        times: wishes.length,
        people: new Set(wishes.map(wish => wish.personId)).size,
      }
    })
    .sort((a, b) => b.times - a.times)
}

function wishesIn(denied: WeekFacts['denied']): WeekFacts['denied'] {
  const last = new Map<string, number>()
  return [...denied]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .filter(({ personId, at }) => {
      const before = last.get(personId) ?? Number.NEGATIVE_INFINITY
      last.set(personId, at.getTime())
      return at.getTime() - before > SAME_WISH_MS
    })
}
