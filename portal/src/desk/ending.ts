import type { EndReason } from '@taxi/contract/sessions.ts'

/** Every way a desk page can end for good: the session's own ends, and those of this page alone. */
export type Ending =
  | EndReason
  /** It is over; how, only the list of sessions tells. */
  | 'ended'
  /** Another window has taken the desk. */
  | 'taken_over'
  /** Another window has the desk, and was not asked to give it up yet. */
  | 'in_use'
  /** The way in was used, or is too old. */
  | 'pass_spent'
  | 'signed_out'
  /** There is no such session of this person. */
  | 'no_session'

/** What the page does about a closed tunnel. */
export type Next = { do: 'end'; how: Ending } | { do: 'again'; why: Trouble }
/** Why there is no picture for the moment. */
export type Trouble = 'network' | 'machine_away' | 'guacd_away' | 'server_away' | 'owner_away'

const ENDS: Record<EndReason, true> = {
  manual: true,
  timeout: true,
  idle: true,
  disconnect: true,
  no_show: true,
  kicked: true,
  booking_due: true,
  handed_over: true,
  machine_lost: true,
  start_failed: true,
  shutdown: true,
}
const TROUBLES: Record<string, Trouble> = {
  machine_away: 'machine_away',
  guacd_away: 'guacd_away',
  server_away: 'server_away',
  owner_away: 'owner_away',
}

/** Ends that find people in the middle of something: the way back to the slot, or into its line, is what they look for. */
const MAY_COME_AGAIN: Ending[] = ['timeout', 'idle', 'disconnect', 'no_show', 'booking_due']
export const mayComeAgain = (ending: Ending): boolean => MAY_COME_AGAIN.includes(ending)
/** The session goes on, in another window. */
export const isElsewhere = (ending: Ending | null): boolean => ending === 'taken_over' || ending === 'in_use'

export const isEndReason = (word: string | null): word is EndReason => word !== null && Object.hasOwn(ENDS, word)

/** By the server's word; a line that broke without one is tried again. */
export function afterTunnel({ reason, code }: { reason: string | null; code: number }): Next {
  if (isEndReason(reason)) return { do: 'end', how: reason }
  if (reason === 'taken_over' || reason === 'signed_out') return { do: 'end', how: reason }
  // The word was lost on the way, the code came through.
  if (code === 521) return { do: 'end', how: 'taken_over' }
  return { do: 'again', why: TROUBLES[reason ?? ''] ?? 'network' }
}

/** By the code of a refusal, when the page asked to come (back) in. `session.ended`: ask the session how. */
export function afterRefusal(code: string): Next | { do: 'ask' } {
  if (code === 'session.ended') return { do: 'ask' }
  if (code === 'session.unknown' || code === 'request.invalid') return { do: 'end', how: 'no_session' }
  if (code === 'desk.in-use') return { do: 'end', how: 'in_use' }
  if (code === 'desk.pass-spent') return { do: 'end', how: 'pass_spent' }
  if (code === 'auth.required' || code === 'auth.not-allowed') return { do: 'end', how: 'signed_out' }
  if (code === 'server.unreachable') return { do: 'again', why: 'network' }
  return { do: 'again', why: 'server_away' }
}

const BACK_OFF_MS = [500, 1_000, 2_000, 4_000]
/** How long to wait before the next try. */
export const backOff = (tries: number): number => BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length - 1)] ?? 4_000
