/** A moment as the company's clocks show it: the date, and the minutes since midnight. */
export interface Wall {
  date: string
  minute: number
}
export const DAY = 1440
const MINUTE = 60_000

/** What the clocks of this zone show at an instant. */
export function wallOf(instant: string | Date, zone: string): Wall {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(new Date(instant))
      .map(part => [part.type, part.value]),
  )
  return {
    date: `${shown.get('year')}-${shown.get('month')}-${shown.get('day')}`,
    minute: Number(shown.get('hour')) * 60 + Number(shown.get('minute')),
  }
}

/** `08:05`. */
export function clockOfMinute(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`
}

/** The minutes since midnight of `08:05`. */
export function minuteOfClock(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/**
 * The instant at which a day's clocks show this minute, counted from the day's midnight. A time that the clocks jump
 * over is the later one, a time that comes twice the first, as the server has it.
 */
export function instantAt(midnight: string, minute: number, zone: string): Date {
  const counted = new Date(Date.parse(midnight) + minute * MINUTE)
  const mended = new Date(counted.getTime() + (minute - minuteSince(midnight, counted, zone)) * MINUTE)
  return minuteSince(midnight, mended, zone) === minute ? mended : counted
}

function minuteSince(midnight: string, instant: Date, zone: string): number {
  const { date, minute } = wallOf(instant, zone)
  return date === wallOf(midnight, zone).date ? minute : minute + DAY
}

/** The date so many days later. */
export function laterDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY * MINUTE).toISOString().slice(0, 10)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Made once per zone: making one costs more than a thousand uses. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  clocks.set(timeZone, made)
  return made
}
