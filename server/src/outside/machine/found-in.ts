import type { MachineFound } from '@taxi/contract/health.ts'
import type { Checked } from './seat.ts'

/** What `check` measured, told against this computer's clock: the machine's was read about half-way between asking and hearing. */
export function foundIn(checked: Checked, askedMs: number, heardMs: number): MachineFound {
  const { disk_free_mb, memory_free_mb, fell, now_ms, up_s, handshake_s } = checked
  const before = (seconds: number) => new Date(heardMs - seconds * 1000).toISOString()
  return {
    ...(disk_free_mb === undefined ? {} : { disk_free_mb }),
    ...(memory_free_mb === undefined ? {} : { memory_free_mb }),
    ...(fell ? { fell } : {}),
    ...(now_ms === undefined ? {} : { clock_ahead_ms: clockAhead(now_ms, askedMs, heardMs) }),
    ...(up_s === undefined ? {} : { up_since: before(up_s) }),
    ...(handshake_s === undefined ? {} : { handshake_at: handshake_s === null ? null : before(handshake_s) }),
  }
}

/** Nought while the answer fits between question and hearing: a slow line is no wrong clock. */
function clockAhead(nowMs: number, askedMs: number, heardMs: number): number {
  if (nowMs < askedMs) return nowMs - askedMs
  return Math.max(0, nowMs - heardMs)
}
