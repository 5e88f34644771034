import { uptime } from 'node:os'
import type { Logger } from 'pino'

export interface Clock {
  now(): Date
  /** Nobody's time runs now: if the computer's clock jumped, it is taken over at once. */
  follow(): void
  /** How far the count lies from the time, for threads of this process: `readClock`. */
  shared: SharedArrayBuffer
}

/** Where the time comes from, milliseconds. */
export interface Sources {
  /** The computer's clock: it may be set, forward or back. */
  wall(): number
  /** A count that never jumps, but stands still while the computer sleeps. */
  count(): number
  /** A coarse count that goes on while the computer sleeps. */
  awakeOrNot(): number
}

const real: Sources = { wall: Date.now, count: counted, awakeOrNot: () => uptime() * 1000 }
/** Half a millisecond a second, as ntpd does it: within two hours a jump shifts nobody's end by more than 4 s. */
const SLEW = 0.0005
const LOOK_MS = 1_000
const JUMP_MS = 5_000

/**
 * The time by a count that never jumps, drawn slowly towards the computer's clock: when that is set while people sit
 * at their desks, nobody's session ends early. Time slept through counts.
 */
export function startClock(log: Pick<Logger, 'warn'>, { wall, count, awakeOrNot }: Sources = real): Clock {
  const shared = new SharedArrayBuffer(8)
  const offset = new Float64Array(shared)
  let looked = count()
  let slept = awakeOrNot() - looked
  let jumped = false
  offset[0] = wall() - looked

  function look(at: number): void {
    const elapsed = at - looked
    looked = at
    const asleep = awakeOrNot() - at - slept
    if (asleep > LOOK_MS) {
      slept += asleep
      shift(asleep)
    }
    const behind = wall() - at - (offset[0] ?? 0)
    if (Math.abs(behind) > JUMP_MS && !jumped)
      log.warn(
        { seconds: Math.round(behind / 1000) },
        'the computer’s clock jumped; it is followed when nobody sits anywhere',
      )
    jumped = Math.abs(behind) > JUMP_MS
    shift(Math.max(-elapsed * SLEW, Math.min(elapsed * SLEW, behind)))
  }
  const shift = (ms: number) => {
    offset[0] = (offset[0] ?? 0) + ms
  }

  return {
    shared,
    now() {
      const at = count()
      if (at - looked >= LOOK_MS) look(at)
      return new Date(at + (offset[0] ?? 0))
    },
    follow() {
      if (jumped) offset[0] = wall() - count()
      jumped = false
    },
  }
}

/** The time of a clock that another thread keeps. */
export function readClock(shared: SharedArrayBuffer): () => Date {
  const offset = new Float64Array(shared)
  return () => new Date(counted() + (offset[0] ?? 0))
}

function counted(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
