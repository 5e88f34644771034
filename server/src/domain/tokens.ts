/** An access token lives this long; the family is asked on every request anyway. */
export const ACCESS_SECONDS = 15 * 60
/** Without a refresh for so long one signs in again, and in any case after a working day. */
export const REFRESH_IDLE_MS = 8 * 3_600_000
export const REFRESH_LONGEST_MS = 12 * 3_600_000
/** An answer lost on the way may be asked for again within this time without it counting as theft. */
export const REFRESH_GRACE_MS = 10_000
export const PASS_MS = 30_000
export const INVITATION_MS = 24 * 3_600_000
export const TELEGRAM_LINK_MS = 10 * 60_000
export const SIGN_IN_LINK_MS = 10 * 60_000
export const EMAIL_CODE_MS = 10 * 60_000
/** A mailed code has six digits: after so many tries it is burnt. */
export const EMAIL_CODE_TRIES = 5
/** What Telegram confirmed is good for this long, and once. */
export const TELEGRAM_SIGN_IN_MS = 5 * 60_000

export interface RefreshFacts {
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
}

/** `rotate`: give the next pair. `repeat`: the same next pair again. `stolen`: end the family. `dead`: sign in anew. */
export function verdictOnRefresh(token: RefreshFacts | null, now: Date): 'rotate' | 'repeat' | 'stolen' | 'dead' {
  if (!token || token.revokedAt || token.expiresAt <= now) return 'dead'
  if (!token.usedAt) return 'rotate'
  return now.getTime() - token.usedAt.getTime() <= REFRESH_GRACE_MS ? 'repeat' : 'stolen'
}

/** How long the next refresh token of a sign-in lives that began at `began`. */
export function refreshExpiry(began: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + REFRESH_IDLE_MS, began.getTime() + REFRESH_LONGEST_MS))
}

/** How long a machine may take to join. */
export const JOIN_MS = 30 * 60_000
