import type { SignInFound } from '@taxi/contract/health.ts'

/**
 * Whether people may be sent to an account found like this. A wall or a puzzle tells nothing of the sign-in: a person at the
 * screen may pass it; what was known before stands.
 */
export function isSignedIn(found: SignInFound, before: boolean | null): boolean {
  if (found === 'wall' || found === 'captcha') return before ?? true
  return found === 'signed_in' || found === 'expiring'
}
