import type { Logger } from 'pino'
import { safeReason } from '../../outside/telegram.ts'

export interface LoopOptions {
  name: string
  /** How many pieces of work go on at a time. */
  lanes: number
  /** Does one piece of work; false when there was none, or how soon there will be some, milliseconds. */
  work: () => Promise<boolean | number>
  log: Logger
  /** Longest time between two looks, milliseconds. News may be lost; this is the net. */
  pollMs?: number
}

export interface Loop {
  /** There may be work: look now. */
  wake(): void
  /** Takes up nothing new; resolves when what goes on has come to its end. */
  stop(): Promise<void>
}

/** Clocks of rows are no finer. */
const SOONEST_MS = 20

/** Does work while there is some, then waits to be woken or for the slow poll. A failure is logged and tried again. */
export function startLoop({ name, lanes, work, log, pollMs = 2_000 }: LoopOptions): Loop {
  const waiting = new Set<() => void>()
  let stopped = false
  let woken = 0

  const pause = (ms: number, seen: number) =>
    new Promise<void>(resolve => {
      if (stopped || woken !== seen) return resolve()
      const go = () => {
        clearTimeout(timer)
        waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, ms)
      waiting.add(go)
    })

  async function lane(): Promise<void> {
    while (!stopped) {
      const seen = woken
      let soon = pollMs
      try {
        const worked = await work()
        if (worked === true) continue
        if (worked !== false) soon = Math.min(Math.max(worked, SOONEST_MS), pollMs)
      } catch (error) {
        log.error({ job: name, why: safeReason(error) }, 'a piece of work failed, it is tried again')
      }
      await pause(soon, seen)
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, lane))
  const wake = () => {
    woken += 1
    for (const go of [...waiting]) go()
  }
  return {
    wake,
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
