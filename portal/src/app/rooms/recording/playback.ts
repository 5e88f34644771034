import Guacamole from '@cyolosecurity/guacamole-common-js'
import { createSignal } from 'solid-js'

/** How often the picture catches up with the clock. */
const STEP_MS = 40
/** What stands above and below the picture: it and its buttons are seen together. */
const AROUND_PX = 260
const LEAST_PX = 240

export type Playback = ReturnType<typeof createPlayback>

/**
 * Plays a recording by a clock of its own: the library plays at one speed only, but finds any moment. The picture goes
 * into a place of the page, as large as fits.
 */
export function createPlayback(film: Blob) {
  const recording = new Guacamole.SessionRecording(film)
  const display = recording.getDisplay()
  const [ready, setReady] = createSignal(false)
  const [duration, setDuration] = createSignal(0)
  const [position, setPosition] = createSignal(0)
  const [playing, setPlaying] = createSignal(false)
  const [speed, setSpeed] = createSignal(1)
  let seeking = false
  let wanted: number | null = null
  let lookedAt = 0

  recording.onload = () => {
    setDuration(recording.getDuration())
    setReady(true)
    show(0)
  }
  // What could be read before is played; there is nothing more to say.
  recording.onerror = () => recording.onload?.()

  /** The last moment asked for is the one shown: those in between are passed over. */
  function show(at: number): void {
    setPosition(at)
    wanted = at
    if (seeking) return
    seeking = true
    const next = () => {
      if (wanted === null) {
        seeking = false
        return
      }
      const target = wanted
      wanted = null
      recording.seek(target, () => queueMicrotask(next))
    }
    next()
  }

  const timer = setInterval(() => {
    const now = performance.now()
    const passed = (now - lookedAt) * speed()
    lookedAt = now
    if (!playing()) return
    const at = Math.min(position() + passed, duration())
    show(at)
    if (at >= duration()) setPlaying(false)
  }, STEP_MS)

  function fit(host: HTMLElement): () => void {
    const element = display.getElement()
    host.append(element)
    const scale = () => {
      const [width, height] = [display.getWidth(), display.getHeight()]
      if (!width || !height || !host.clientWidth) return
      const room = Math.max(window.innerHeight - AROUND_PX, LEAST_PX)
      display.scale(Math.min(host.clientWidth / width, room / height))
    }
    display.onresize = scale
    const observer = new ResizeObserver(scale)
    observer.observe(host)
    return () => observer.disconnect()
  }

  return {
    ready,
    duration,
    position,
    playing,
    speed,
    setSpeed,
    fit,
    show,
    toggle() {
      if (!playing() && position() >= duration()) show(0)
      lookedAt = performance.now()
      setPlaying(!playing())
    },
    close() {
      clearInterval(timer)
      recording.cancel()
      recording.abort()
    },
  }
}
