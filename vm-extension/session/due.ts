import type { ExportState } from './session.ts'

/** An answer counts as settled when nothing was heard of it for so long. */
export const QUIET_MS = 3_000
/** While a long answer grows, what is there is saved this often. */
export const GROWING_MS = 10_000
const LONGEST_BACK_OFF_MS = 30_000

/** When this chat is to be exported next, in milliseconds since 1970; null when the last export still holds. */
export function exportDueAt(state: ExportState, growing: boolean): number | null {
  const pending = state.changed_at > state.exported_change
  if (!pending && !growing) return null
  if (state.failures > 0) return state.tried_at + Math.min(LONGEST_BACK_OFF_MS, 1_000 * 2 ** (state.failures - 1))
  if (growing) return Math.max(state.tried_at + GROWING_MS, state.changed_at + QUIET_MS)
  return state.changed_at + QUIET_MS
}
