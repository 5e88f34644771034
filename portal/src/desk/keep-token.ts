import { type Client, Refused } from '@taxi/contract/client.ts'
import { renewIn } from './token-life.ts'

const AGAIN_MS = 10_000

export interface KeptToken {
  now(): string | null
  /** A token from the server: kept, and renewed when half of its life is over. */
  take(token: string): void
  /** Renewed no more. */
  stop(): void
}

/** The desk's token, always a good one while the page is open. `kept` hears of every new one. */
export function keepToken(
  client: () => Client,
  sessionId: string,
  first: string | null,
  kept: (token: string) => void,
): KeptToken {
  let token = first
  let timer = 0

  function take(fresh: string): void {
    token = fresh
    kept(fresh)
    clearTimeout(timer)
    timer = window.setTimeout(renew, renewIn(fresh, Date.now()))
  }

  async function renew(): Promise<void> {
    try {
      take((await client().call('deskToken', { params: { id: sessionId } })).token)
    } catch (error) {
      // A sign-in that is over shows itself at the tunnel, with its own sentence.
      if (isAway(error)) timer = window.setTimeout(renew, AGAIN_MS)
    }
  }
  return { now: () => token, take, stop: () => clearTimeout(timer) }
}

/** The server did not answer, or not as it should: asking again may help. */
export const isAway = (error: unknown) => error instanceof Refused && (error.status === 0 || error.status >= 500)
