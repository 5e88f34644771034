import type { Logger } from 'pino'
import { safeReason } from '../../outside/telegram.ts'

export interface LoopOptions {
  name: string
  /** How many pieces of work go on at a time. */
  lanes: number
  /** Does one piece of work; false when there was none. */
  work: () => Promise<boolean>
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
    let justWorked = false
    while (!stopped) {
      const seen = woken
      try {
        const worked = await work()
        if (worked) {
          justWorked = true
          continue
        }
      } catch (error) {
        log.error({ job: name, why: safeReason(error) }, 'a piece of work failed, it is tried again')
      }
      // After work there is often more in a moment: the next message of a chat, held back for its pace.
      await pause(justWorked ? Math.min(pollMs, 500) : pollMs, seen)
      justWorked = false
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
