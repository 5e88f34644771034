import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again until it is so. Throws after `ms`. */
export async function until(look: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  for (const began = performance.now(); !(await look()); await sleep(20))
    if (performance.now() - began > ms) throw new Error(`it did not happen within ${ms} ms`)
}
