import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** The time as people read it: minutes change within five seconds, and nothing runs while the window is hidden. */
export function createClock(everyMs = 5_000): Accessor<Date> {
  const [now, setNow] = createSignal(new Date())
  const tick = () => {
    if (!document.hidden) setNow(new Date())
  }
  const timer = setInterval(tick, everyMs)
  document.addEventListener('visibilitychange', tick)
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return now
}
