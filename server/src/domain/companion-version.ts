/** A browser that is asked more often says no more than that. */
const ASK_AGAIN_MS = 10 * 60_000
/** Asked in vain for so long, between sessions alone: something is in the way. */
const LATE_MS = 3 * 3_600_000

/** Whether a version, numbers with dots between, comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [numbers, others] = [numbersOf(version), numbersOf(than)]
  const differs = others.findIndex((number, place) => number !== (numbers[place] ?? 0))
  return differs >= 0 && (numbers[differs] ?? 0) < (others[differs] ?? 0)
}

/** A companion that is older than the one offered: since when its browser is asked for that, and when it was last. */
export interface Renewing {
  companion_due_since: Date | null
  companion_asked_at: Date | null
}

export function mayAskForNewer({ companion_asked_at: asked }: Renewing, now: Date): boolean {
  return !asked || now.getTime() - asked.getTime() >= ASK_AGAIN_MS
}

export function isLate({ companion_due_since: since, companion_asked_at: asked }: Renewing): boolean {
  return since !== null && asked !== null && asked.getTime() - since.getTime() >= LATE_MS
}

const numbersOf = (version: string) => version.split('.').map(Number)
