import { type Size, screenWithinLimits } from '@taxi/contract/screen-size.ts'

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
    // A hidden page may measure 0 × 0.
    if (document.hidden || !window.innerWidth || !window.innerHeight) return
    const size = screenWithinLimits({ width: window.innerWidth * finer(), height: window.innerHeight * finer() })
    const wish = `${size.width}x${size.height}`
    if (wish === asked) return
    asked = wish
    ask(size)
  }
  function later(): void {
    clearTimeout(timer)
    timer = window.setTimeout(look, AT_REST_MS)
  }
  window.addEventListener('resize', later)
  document.addEventListener('visibilitychange', later)
  return {
    look,
    /** The screen may have another size by now: it is asked for anew. */
    forget() {
      asked = ''
    },
    stop() {
      clearTimeout(timer)
      window.removeEventListener('resize', later)
      document.removeEventListener('visibilitychange', later)
    },
  }
}
