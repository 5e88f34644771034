import { wallTimeOf } from './booking-time.ts'

/** When nobody is expected at work, on the company's clock. */
const NIGHT = { from: '03:00', to: '05:00' }
/** Whoever left this lately may come back at once. */
const IDLE_MS = 30 * 60_000
/** One a night, whatever came of it. */
const ONCE_MS = 20 * 3_600_000

/** Is it time to copy this profile: night, nobody there for a while, and somebody was there since the last copy? */
export function isCopyDue(
  { lastTried, lastLeft }: { lastTried: Date | null; lastLeft: Date | null },
  now: Date,
  zone: string,
): boolean {
  const { startTime } = wallTimeOf(now, zone)
  if (startTime < NIGHT.from || startTime >= NIGHT.to || !lastLeft) return false
  if (now.getTime() - lastLeft.getTime() < IDLE_MS) return false
  return !lastTried || (lastLeft > lastTried && now.getTime() - lastTried.getTime() >= ONCE_MS)
}
