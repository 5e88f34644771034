import type { Size } from '@taxi/contract/screen-size.ts'
import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** What can be seen of the page: a tablet's keyboard covers the rest. A page somebody has zoomed into counts whole. */
export function visibleSize(): Size {
  const seen = window.visualViewport
  const height = seen && seen.scale === 1 ? Math.min(seen.height, window.innerHeight) : window.innerHeight
  return { width: window.innerWidth, height }
}

/** Tells when it may be another, as long as its owner lives. */
export function onVisibleSize(listener: () => void): void {
  window.addEventListener('resize', listener)
  // Some keyboards leave the window as it is.
  window.visualViewport?.addEventListener('resize', listener)
  onCleanup(() => {
    window.removeEventListener('resize', listener)
    window.visualViewport?.removeEventListener('resize', listener)
  })
}

export function createVisibleHeight(): Accessor<number> {
  const [height, setHeight] = createSignal(visibleSize().height)
  onVisibleSize(() => setHeight(visibleSize().height))
  return height
}
