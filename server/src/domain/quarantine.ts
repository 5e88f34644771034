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

/** Until when the machine takes nobody new after these errors; null: they are too few. */
export function setAsideUntil(errors: MachineErrorNoted[], now: Date): Date | null {
  return countingErrors(errors, now).length >= TOO_MANY ? new Date(now.getTime() + SET_ASIDE_MS) : null
}
