import { createClient, Refused } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'

export interface Tokens {
  token: string
  refresh_token: string
  /** Milliseconds since 1970, by this computer's clock. */
  expires_at: number
}

/** Where the tokens lie: `storage.session` for the popup, one tab's memory and sessionStorage for the portal. */
export interface TokenShelf {
  read(): Promise<Tokens | null>
  write(tokens: Tokens | null): Promise<void>
}

/** Runs one at a time what several windows would do at once. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>

export type SignInKeeper = ReturnType<typeof keepSignedIn>

/** A token this close to its end is exchanged before it is used. */
const EARLY_MS = 30_000

/**
 * Keeps a person signed in. A refresh token is good for one exchange and its reuse ends the sign-in everywhere, so
 * exchanges are single-flight across every window that shares the shelf.
 */
export function keepSignedIn(base: string, shelf: TokenShelf, oneAtATime: OneAtATime = lockedIn(base)) {
  const client = createClient({ base })
  let lastSent: string | null = null

  async function token(): Promise<string | null> {
    const tokens = await shelf.read()
    if (!tokens) return null
    if (tokens.expires_at - Date.now() < EARLY_MS) await exchange(tokens.token).catch(keepWhenAway)
    lastSent = (await shelf.read())?.token ?? null
    return lastSent
  }

  /** After a 401: true when there is a newer token to try with. False means signed out. */
  async function renew(): Promise<boolean> {
    await exchange(lastSent)
    return (await shelf.read()) !== null
  }

  function exchange(spent: string | null): Promise<void> {
    return oneAtATime(async () => {
      const tokens = await shelf.read()
      // Another window was faster: its token is ours.
      if (!tokens || tokens.token !== spent) return
      const answer = await client
        .call('refresh', { body: { refresh_token: tokens.refresh_token } })
        .catch(signedOutIf401)
      await shelf.write(answer && tokensOf(answer))
    })
  }

  return {
    token,
    renew,
    isSignedIn: async () => (await shelf.read()) !== null,
    accept: (answer: SignedIn) => shelf.write(tokensOf(answer)),
    forget: () => shelf.write(null),
  }
}

/** A server that is away says nothing about the sign-in: the old token is kept and its call fails on its own. */
function keepWhenAway(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}

function signedOutIf401(error: unknown): null {
  if (error instanceof Refused && error.status === 401) return null
  throw error
}

const tokensOf = (answer: SignedIn): Tokens => ({
  token: answer.token,
  refresh_token: answer.refresh_token,
  expires_at: Date.now() + answer.expires_in * 1000,
})

/** Web Locks reach across windows and workers of one origin; on plain http they are missing, there one window must do. */
function lockedIn(base: string): OneAtATime {
  if (globalThis.navigator?.locks) return work => navigator.locks.request(`taxi.exchange ${base}`, work)
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
