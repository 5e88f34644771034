/** What one look at a service found: nobody may be there though the service would not say, or it is a bot wall. */
export type Look = 'in' | 'out' | 'wall' | 'unclear'

/** What is remembered of a service's sign-in. Plain data: it is stored as it stands. Times are milliseconds since 1970. */
export interface SignIn {
  /** Signed in, as two looks in a row said; null: not known yet. */
  state: boolean | null
  since: number
  /** What the last look said clearly, when that differs from the state. */
  doubt: boolean | null
  looks: number[]
  /** No look before then. */
  rest_until: number
}

export const unknownSignIn: SignIn = { state: null, since: 0, doubt: null, looks: [], rest_until: 0 }

const MINUTE = 60_000
/** Accounts are worth more than freshness: four looks an hour, two more to make sure, never more. */
const EVERY_MS = 15 * MINUTE
const AGAIN_MS = MINUTE
const IN_AN_HOUR = 6
const REST_AFTER_WALL_MS = 30 * MINUTE

/** Two equal answers in a row change the state; a bot wall and silence say nothing of it. */
export function afterLook(before: SignIn, look: Look, now: number): SignIn {
  const looks = [...before.looks.filter(at => at > now - 60 * MINUTE), now]
  if (look === 'wall') return { ...before, looks, doubt: null, rest_until: now + REST_AFTER_WALL_MS }
  if (look === 'unclear') return { ...before, looks, doubt: null }
  const said = look === 'in'
  if (said === before.state) return { ...before, looks, doubt: null }
  if (said !== before.doubt) return { ...before, looks, doubt: said }
  return { ...before, looks, doubt: null, state: said, since: now }
}

/** When the next look is due. `hasty`: the seat just went from one person to the next. */
export function nextLookAt({ doubt, looks, rest_until }: SignIn, hasty: boolean): number {
  const last = looks.at(-1)
  if (last === undefined) return rest_until
  const due = last + (doubt !== null || hasty ? AGAIN_MS : EVERY_MS)
  const oldest = looks.at(-IN_AN_HOUR)
  return Math.max(due, rest_until, oldest === undefined ? 0 : oldest + 60 * MINUTE)
}
