import { readFileSync } from 'node:fs'

/**
 * Milliseconds from now on, less those in which this process was ready to go on and others had the processors: what is
 * promised within a second is promised by a server that is let run.
 */
export function stopwatch(): () => number {
  const [began, waited] = [performance.now(), waitedMs()]
  return () => performance.now() - began - (waitedMs() - waited)
}

/** How long our main thread has waited for a processor so far; 0 where the system does not tell. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}
