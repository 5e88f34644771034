const MINUTE = 60_000

/** What counts against a machine: a seat not made ready or not cleaned, a session lost, screen or browser fallen. */
export type MachineFault = 'prepare' | 'clean' | 'lost' | 'fell'

export interface MachineErrorNoted {
  what: string
  sessionId: string | null
  at: Date
}

export const ERRORS_COUNT_MS = 10 * MINUTE
const TOO_MANY = 3
const SET_ASIDE_MS = 15 * MINUTE

/** What happened lately enough to count. */
export const countingErrors = <E extends MachineErrorNoted>(errors: E[], now: Date): E[] =>
  errors.filter(error => now.getTime() - error.at.getTime() < ERRORS_COUNT_MS)

/** The same trouble of the same session, tried again every few seconds, is one error. */
export function isSameError(noted: MachineErrorNoted[], next: MachineErrorNoted): boolean {
  return (
    next.sessionId !== null &&
    countingErrors(noted, next.at).some(error => error.what === next.what && error.sessionId === next.sessionId)
  )
}

const says: Record<string, string> = {
  prepare: 'a seat was not made ready',
  clean: 'a seat was not cleaned',
  lost: 'it was away',
  fell: 'it ended by itself',
}

/** What was counted against a machine, in words, the same only once. */
export function errorsInWords(errors: { what: string; why: string }[]): string {
  const told = new Map<string, number>()
  for (const { what, why } of errors) {
    const words = `${says[what] ?? what}: ${why}`
    told.set(words, (told.get(words) ?? 0) + 1)
  }
  return [...told].map(([words, times]) => (times > 1 ? `${words} (${times} times)` : words)).join('; ')
}

/** Until when the machine takes nobody new after these errors; null: they are too few. */
export function setAsideUntil(errors: MachineErrorNoted[], now: Date): Date | null {
  return countingErrors(errors, now).length >= TOO_MANY ? new Date(now.getTime() + SET_ASIDE_MS) : null
}
