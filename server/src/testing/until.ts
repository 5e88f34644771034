import { setTimeout as sleep } from 'node:timers/promises'

const LONGEST_PAUSE_MS = 150

/** Waits for something to become true; throws the sentence when it does not. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 30_000,
): Promise<T> {
  const end = performance.now() + ms
  for (let pause = 10; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`${what}: not within ${ms / 1000} s`)
    await sleep(pause)
  }
}
