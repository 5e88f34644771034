import { readFileSync } from 'node:fs'
import type { Faults } from '../../faults.ts'

/** The process dies, as in a power cut, when it reaches the point named in this file. Works from any thread. */
export function crashWhenArmed(file = process.env.TAXI_CRASH_FILE ?? ''): Faults {
  return {
    reach(point) {
      if (armedIn(file) !== point) return
      process.kill(process.pid, 'SIGKILL')
      // Nothing more of this thread is done until the signal arrives.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5_000)
    },
  }
}

function armedIn(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
