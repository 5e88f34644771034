/** The part of Chromium's Keyboard API that is used; other browsers have none. */
interface LockingNavigator {
  keyboard?: { lock?: () => Promise<void>; unlock?: () => void }
}

/** The whole screen, and where the browser allows it also the keys it would keep: Ctrl+W, Alt+Tab, Esc (held). */
export async function openFullScreen(): Promise<void> {
  await document.documentElement.requestFullscreen().catch(() => {})
  await (navigator as LockingNavigator).keyboard?.lock?.().catch(() => {})
}

export async function leaveFullScreen(): Promise<void> {
  ;(navigator as LockingNavigator).keyboard?.unlock?.()
  await document.exitFullscreen().catch(() => {})
}

/** Tells whether the page has the whole screen; returns how to stop listening. */
export function onFullScreen(listener: (full: boolean) => void): () => void {
  const look = () => listener(document.fullscreenElement !== null)
  document.addEventListener('fullscreenchange', look)
  return () => document.removeEventListener('fullscreenchange', look)
}
