import type { PicturePreset } from '@taxi/contract/picture-preset.ts'

const SLOW_AFTER_MS = 5_000
const BETTER_AFTER_MS = 30_000
/** A line that broke down under the better picture is believed later each time. */
const PATIENCE = 3
const LONGEST_MS = 15 * 60_000
const BAD_MS = 300
const GOOD_MS = 120

/**
 * Chooses the picture by the lag: fewer colours when it has been bad for five seconds, all of them again when it has
 * been good for half a minute, later after every try that failed. `nowMs` only ever grows.
 */
export function createAutomatic(): (lagMs: number, nowMs: number) => PicturePreset {
  let preset: PicturePreset = 'balanced'
  let since: number | null = null
  let betterAfter = BETTER_AFTER_MS

  return (lagMs, nowMs) => {
    const wants = preset === 'balanced' ? lagMs > BAD_MS : lagMs < GOOD_MS
    if (!wants) {
      since = null
      return preset
    }
    since ??= nowMs
    if (nowMs - since < (preset === 'balanced' ? SLOW_AFTER_MS : betterAfter)) return preset
    if (preset === 'slow') betterAfter = Math.min(betterAfter * PATIENCE, LONGEST_MS)
    preset = preset === 'balanced' ? 'slow' : 'balanced'
    since = null
    return preset
  }
}
