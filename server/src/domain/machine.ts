import { type No, no } from './no.ts'
import { mayPerson, type Person } from './person.ts'

/** What one look at a machine found; `trouble` in words. */
export interface Look {
  healthy: boolean
  trouble: string[]
}

/** One failed look proves nothing; so long without a good one, the machine counts as lost. */
export const LOST_AFTER_MS = 3 * 60_000

export interface MachineStanding {
  is_healthy: boolean
  trouble: string[]
  failing_since: Date | null
}

/** What is known of a machine after one more look at it. It takes two bad looks in a row to call it unhealthy. */
export function standingAfter(before: MachineStanding | null, look: Look, now: Date): MachineStanding {
  if (look.healthy) return { is_healthy: true, trouble: [], failing_since: null }
  const failing_since = before?.failing_since ?? now
  const first = !before?.failing_since
  return { is_healthy: first ? (before?.is_healthy ?? false) : false, trouble: look.trouble, failing_since }
}

/** Three looks in a row found nothing good: the administrators are told. */
const DOWN_AFTER_MS = 40_000

export function isDown(standing: Pick<MachineStanding, 'failing_since'>, now: Date): boolean {
  return standing.failing_since !== null && now.getTime() - standing.failing_since.getTime() >= DOWN_AFTER_MS
}

export function isLost(standing: MachineStanding, now: Date): boolean {
  return standing.failing_since !== null && now.getTime() - standing.failing_since.getTime() >= LOST_AFTER_MS
}

/** Why this person may not do something to this machine from afar (start it anew, type into it); `holder` is at work there. */
export function whyNotTouch(holder: string | null, person: Person): No | null {
  if (!mayPerson(person, 'machines:admin')) return no('auth.not-allowed')
  return holder === null ? null : no('machine.in-use', { holder })
}
