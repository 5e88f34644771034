import { onCleanup } from 'solid-js'
import type { Desk } from './desk.ts'

/** Whoever has the network again, or looks at the page again, does not wait out the pause between two tries. */
export function hurryBack(desk: Desk): void {
  const hurry = () => {
    if (!document.hidden && desk.state.stage !== 'live' && desk.state.tries > 0) desk.retry()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  onCleanup(() => {
    window.removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
  })
}
