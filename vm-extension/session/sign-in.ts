import type { SignInFound } from '@taxi/contract/health.ts'

/** What one look at an account found; unclear: the service would not say, or is away. */
export type Look = SignInFound | 'unclear'

/** What is remembered of a service's sign-in. Plain data: it is stored as it stands. Times are milliseconds since 1970. */
export interface SignIn {
  /** As two looks in a row found it; null: not known yet. */
  state: SignInFound | null
  since: number
  /** What the last look found, when that differs from the state. */
  doubt: SignInFound | null
  /** When the service itself was asked. */
  asked: number[]
  /** It is not asked before then. */
  rest_until: number
}

export const unknownSignIn: SignIn = { state: null, since: 0, doubt: null, asked: [], rest_until: 0 }

const MINUTE = 60_000
/** Accounts are worth more than freshness: four questions an hour, two more to make sure, never more. */
const EVERY_MS = 15 * MINUTE
const AGAIN_MS = MINUTE
const IN_AN_HOUR = 6
const REST_AFTER_WALL_MS = 30 * MINUTE

/** Two equal findings in a row change the state; silence says nothing of it. `asked`: the service itself was. */
export function afterLook(before: SignIn, look: Look, now: number, asked = true): SignIn {
  const questions = before.asked.filter(at => at > now - 60 * MINUTE)
  const isShut = look === 'wall' || look === 'captcha'
  const next = {
    ...before,
    asked: asked ? [...questions, now] : questions,
    doubt: null,
    ...(isShut ? { rest_until: now + REST_AFTER_WALL_MS } : {}),
  }
  if (look === 'unclear' || look === before.state) return next
  if (look !== before.doubt) return { ...next, doubt: look }
  return { ...next, state: look, since: now }
}

/** When the service may be asked next. `hasty`: the seat just went from one person to the next. */
export function nextLookAt({ doubt, asked, rest_until }: SignIn, hasty: boolean): number {
  const last = asked.at(-1)
  if (last === undefined) return rest_until
  const due = last + (doubt !== null || hasty ? AGAIN_MS : EVERY_MS)
  const oldest = asked.at(-IN_AN_HOUR)
  return Math.max(due, rest_until, oldest === undefined ? 0 : oldest + 60 * MINUTE)
}
