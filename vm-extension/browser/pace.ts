import type { PageAnswer } from '../services/page.ts'

export interface Clock {
  now: () => number
  wait: (ms: number) => Promise<void>
}

/** So many requests at once, then one a second: a person opening a chat makes as many. */
const BURST = 12
const REFILL_MS = 1_000
const TRIES = 4
const LONGEST_WAIT_MS = 20_000
const SLOW_DOWN = new Set([429, 503])

/** How fast a host may be asked, whoever asks. */
export interface Pace {
  /** Asks in its turn; told to slow down, waits as long as it is told and asks again. */
  ask(host: string, send: () => Promise<PageAnswer>): Promise<PageAnswer>
}

export function createPace({ now, wait }: Clock): Pace {
  const buckets = new Map<string, { left: number; at: number }>()

  async function turn(host: string): Promise<void> {
    const bucket = buckets.get(host) ?? { left: BURST, at: now() }
    const left = Math.min(BURST, bucket.left + (now() - bucket.at) / REFILL_MS) - 1
    buckets.set(host, { left, at: now() })
    if (left < 0) await wait(-left * REFILL_MS)
  }

  return {
    async ask(host, send) {
      for (let attempt = 1; ; attempt += 1) {
        await turn(host)
        const answer = await send()
        if (!SLOW_DOWN.has(answer.status) || attempt === TRIES) return answer
        const told = (answer.retry_after ?? 0) * 1_000
        if (told > LONGEST_WAIT_MS) return answer
        await wait(Math.max(told, 1_000 * 2 ** (attempt - 1)))
      }
    },
  }
}
