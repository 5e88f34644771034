/** Wrong attempts allowed per account and address within the window: guessing stops, and nobody elsewhere is locked out. */
export const SIGN_IN_TRIES = 5
export const SIGN_IN_WINDOW_MS = 60_000

/** Seconds until the next attempt may be made; 0: now. `attempts` are those of the last minute, in any order. */
export function secondsUntilSignIn(attempts: Date[], now: Date): number {
  const recent = attempts
    .map(at => at.getTime())
    .filter(at => at > now.getTime() - SIGN_IN_WINDOW_MS)
    .sort((a, b) => b - a)
  const decisive = recent[SIGN_IN_TRIES - 1]
  return decisive === undefined ? 0 : Math.max(1, Math.ceil((decisive + SIGN_IN_WINDOW_MS - now.getTime()) / 1000))
}
