/** A finger's place, or the middle of two, in the page's pixels. */
export interface Spot {
  x: number
  y: number
}

/** What fingers mean to the machine's mouse. */
export interface FingerEvents {
  move(to: Spot): void
  left(pressed: boolean): void
  rightClick(): void
  /** One notch of the wheel. */
  wheel(way: 'up' | 'down'): void
}

const STEADY_PX = 10
const LONG_PRESS_MS = 500
const NOTCH_PX = 24

/**
 * A tap clicks, a finger that moves drags, one that stays clicks right; two fingers turn the wheel, the page going with
 * them. Told of every change: where the fingers are now, none when the last one has gone.
 */
export function createFingers(events: FingerEvents): (fingers: Spot[]) => void {
  let doing: 'nothing' | 'deciding' | 'dragging' | 'scrolling' | 'done' = 'nothing'
  let start: Spot = { x: 0, y: 0 }
  let scrolledTo = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function begin(at: Spot): void {
    doing = 'deciding'
    start = at
    timer = setTimeout(() => {
      doing = 'done'
      events.move(at)
      events.rightClick()
    }, LONG_PRESS_MS)
  }

  function stop(): void {
    clearTimeout(timer)
    if (doing === 'dragging') events.left(false)
  }

  function drag(to: Spot): void {
    if (doing === 'deciding') {
      if (Math.hypot(to.x - start.x, to.y - start.y) < STEADY_PX) return
      clearTimeout(timer)
      doing = 'dragging'
      events.move(start)
      events.left(true)
    }
    events.move(to)
  }

  function scroll(middle: Spot): void {
    if (doing !== 'scrolling') {
      stop()
      doing = 'scrolling'
      scrolledTo = middle.y
      events.move(middle)
    }
    for (; middle.y - scrolledTo >= NOTCH_PX; scrolledTo += NOTCH_PX) events.wheel('up')
    for (; scrolledTo - middle.y >= NOTCH_PX; scrolledTo -= NOTCH_PX) events.wheel('down')
  }

  function lift(): void {
    stop()
    if (doing === 'deciding') {
      events.move(start)
      events.left(true)
      events.left(false)
    }
    doing = 'nothing'
  }

  return fingers => {
    const [first, second] = fingers
    if (!first) return lift()
    if (second) return scroll({ x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 })
    if (doing === 'nothing') return begin(first)
    // Of two fingers that scrolled one may leave first: the other is no drag.
    if (doing === 'deciding' || doing === 'dragging') drag(first)
  }
}
