import type { MachineFound } from '@taxi/contract/health.ts'
import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'

/** What one look at a machine found; `trouble` in words. */
export interface Look {
  healthy: boolean
  trouble: string[]
  /** It did not answer at all. */
  gone?: boolean
  found?: MachineFound
}

/** One failed look proves nothing; so long without a good one, the machine counts as lost. */
export const LOST_AFTER_MS = 3 * 60_000

export interface MachineStanding {
  is_healthy: boolean
  trouble: string[]
  failing_since: Date | null
}

/** A browser that fell is back within seconds: a machine that answers is given that long. */
const MAY_COME_BACK_MS = 10_000

/** What is known of a machine after one more look at it. It takes two bad looks in a row to call it unhealthy. */
export function standingAfter(before: MachineStanding | null, look: Look, now: Date): MachineStanding {
  if (look.healthy) return { is_healthy: true, trouble: [], failing_since: null }
  const failing_since = before?.failing_since ?? now
  const isSure = look.gone
    ? Boolean(before?.failing_since)
    : now.getTime() - failing_since.getTime() >= MAY_COME_BACK_MS
  return { is_healthy: !isSure && (before?.is_healthy ?? false), trouble: look.trouble, failing_since }
}

/** How soon the look that decides follows one that found something wrong. */
export function lookAgainAfter(standing: MachineStanding, look: Look): number | null {
  if (look.healthy || !standing.is_healthy) return null
  return look.gone ? 1_000 : 4_000
}

/** A clock further off spoils what is sealed by time, and sign-ins. */
const CLOCK_MAY_BE_OFF_MS = 60_000

/** The look with what its measures say of the machine's health. */
export function judged(look: Look): Look {
  const ahead = look.found?.clock_ahead_ms ?? 0
  if (Math.abs(ahead) <= CLOCK_MAY_BE_OFF_MS) return look
  const clock = `the clock is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead' : 'behind'}`
  return { ...look, healthy: false, trouble: [...look.trouble, clock] }
}

/** Making a seat ready or cleaning it takes no longer. */
export const HANDS_ON_MS = 60_000

/** While a seat is made ready or cleaned its browser comes and goes by our own hands: then only silence counts. */
export const mayBeOurs = (look: Look): boolean => !look.healthy && !look.gone

/** What is over before then is nobody's business. */
export const TELL_DOWN_AFTER_MS = 40_000

export function isLost(standing: MachineStanding, now: Date): boolean {
  return standing.failing_since !== null && now.getTime() - standing.failing_since.getTime() >= LOST_AFTER_MS
}

/** WireGuard shakes hands every two minutes while anything passes. */
const HANDSHAKE_MAY_BE_OLD_MS = 5 * 60_000

export function isVpnSilent({ handshake_at }: MachineFound, now: Date): boolean {
  if (handshake_at === undefined) return false
  return handshake_at === null || now.getTime() - Date.parse(handshake_at) > HANDSHAKE_MAY_BE_OLD_MS
}

/** A browser started anew brings its companion back within seconds. */
const COMPANION_MAY_BE_AWAY_MS = 60_000

export function isCompanionSilent(lostAt: Date | null, now: Date): boolean {
  return lostAt !== null && now.getTime() - lostAt.getTime() > COMPANION_MAY_BE_AWAY_MS
}

/** What ended by itself since the look before, and how often. The browser falls with its screen. */
export function fallenSince(
  before: MachineFound,
  after: MachineFound,
): { what: 'screen' | 'browser'; times: number } | null {
  if (!before.fell || !after.fell) return null
  for (const what of ['screen', 'browser'] as const) {
    // Whoever counts was started anew: it began at nought.
    const known = after.fell[what] >= before.fell[what] ? before.fell[what] : 0
    if (after.fell[what] > known) return { what, times: after.fell[what] - known }
  }
  return null
}

/** Why this person may not do something to this machine from afar (start it anew, type into it); `holder` is at work there. */
export function whyNotTouch(holder: string | null, person: Person): No | null {
  if (!mayPerson(person, 'machines:admin')) return no('auth.not-allowed')
  return holder === null ? null : no('machine.in-use', { holder })
}
