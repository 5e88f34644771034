/** After so many within a time nothing more is let through until the last one has rested. */
export interface Limit {
  most: number
  withinMs: number
  restMs: number
}

const MINUTE = 60_000

/** Sign-ins of one account from one address, right or wrong. */
export const ATTEMPTS: Limit = { most: 5, withinMs: MINUTE, restMs: MINUTE }
/** Guessing at one account from one address stops; its owner elsewhere is not locked out. */
export const WRONG: Limit = { most: 3, withinMs: 2 * MINUTE, restMs: 5 * MINUTE }
/** Trying one password on everybody stops too. */
export const WRONG_FROM_ADDRESS: Limit = { most: 20, withinMs: 10 * MINUTE, restMs: 10 * MINUTE }
/** Codes mailed to one mailbox: nobody's is filled by a stranger. */
export const MAILS: Limit = { most: 3, withinMs: 10 * MINUTE, restMs: 10 * MINUTE }
/** Codes asked for from one address, whoever they are for. */
export const MAILS_FROM_ADDRESS: Limit = { most: 20, withinMs: 10 * MINUTE, restMs: 10 * MINUTE }

/** Seconds until the next one is let through; 0: now. `times` are those counted so far, in any order. */
export function secondsOfRest(times: Date[], limit: Limit, now: Date): number {
  const latest = times.map(at => at.getTime()).sort((a, b) => b - a)
  const [last, first] = [latest[0], latest[limit.most - 1]]
  if (last === undefined || first === undefined || last - first > limit.withinMs) return 0
  return Math.max(0, Math.ceil((last + limit.restMs - now.getTime()) / 1000))
}

/** How far back times have to be looked at. */
export const lookBackMs = (limit: Limit) => limit.withinMs + limit.restMs
