import { strokesOf } from './typed-text.ts'

const SIGNS_AT_ONCE = 60
const PAUSE_MS = 20

/**
 * Types a text on the machine, some 3,000 characters a second. `goOn` is asked before each portion; `told` hears how
 * much is done, 0 to 1. False when it was stopped.
 */
export async function typeText(
  text: string,
  key: (keysym: number, pressed: boolean) => void,
  goOn: () => boolean,
  told: (done: number) => void,
): Promise<boolean> {
  let typed = 0
  for (const strokes of strokesOf(text)) {
    if (typed % SIGNS_AT_ONCE === 0) {
      if (typed) await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
      if (!goOn()) return false
      told(Math.min(1, typed / text.length))
    }
    for (const { keysym, pressed } of strokes) key(keysym, pressed)
    typed++
  }
  return true
}
