import type { Words } from '@taxi/ui/words/en.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long something took, in its largest whole unit: seconds, minutes, hours or days. */
export function lengthWords(ms: number, { time, health }: Pick<Words, 'time' | 'health'>): string {
  if (ms < MINUTE) return health.seconds(Math.max(1, Math.round(ms / SECOND)))
  if (ms < HOUR) return time.minutes(Math.floor(ms / MINUTE))
  if (ms < 2 * DAY) return health.hours(Math.floor(ms / HOUR))
  return health.days(Math.floor(ms / DAY))
}
