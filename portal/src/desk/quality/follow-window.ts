import { type Size, screenWithinLimits } from '@taxi/contract/screen-size.ts'
import { onCleanup } from 'solid-js'
import { onVisibleSize, visibleSize } from './visible-size.ts'

const AT_REST_MS = 250

/**
 * Asks for a screen of the window's size, a quarter of a second after the window has come to rest. `finer`: how many of
 * the machine's pixels go into one of the page's.
 */
export function followWindow(finer: () => number, ask: (size: Size) => void) {
  let asked = ''
  let timer = 0

  /** At once, if it was not asked for already. */
  function look(): void {
    clearTimeout(timer)
    const { width, height } = visibleSize()
    // A hidden page may measure 0 × 0.
    if (document.hidden || !width || !height) return
    const size = screenWithinLimits({ width: width * finer(), height: height * finer() })
    const wish = `${size.width}x${size.height}`
    if (wish === asked) return
    asked = wish
    ask(size)
  }
  function later(): void {
    clearTimeout(timer)
    timer = window.setTimeout(look, AT_REST_MS)
  }
  onVisibleSize(later)
  document.addEventListener('visibilitychange', later)
  onCleanup(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', later)
  })
  return {
    look,
    /** The screen may have another size by now: it is asked for anew. */
    forget() {
      asked = ''
    },
  }
}
