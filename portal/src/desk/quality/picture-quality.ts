import type { PicturePreset } from '@taxi/contract/picture-preset.ts'
import { createMemo, createSignal, onCleanup } from 'solid-js'
import { createAutomatic } from './automatic.ts'
import { keepChoice, keptChoice, type PictureChoice } from './kept-choice.ts'
import { createLagWatch, type Lag } from './lag.ts'

export type PictureQuality = ReturnType<typeof createPictureQuality>

const NO_LAG: Lag = { ms: 0, isBad: false }
/** Another picture means another tunnel, and keys pressed in that moment would be lost. */
const HANDS_STILL_MS = 2_000

/** What the person chose for the picture, what is made of it, and how late the picture is. `touchedAt`: their last key or click. */
export function createPictureQuality(touchedAt: () => number) {
  const [choice, setChoice] = createSignal(keptChoice())
  const [lag, setLag] = createSignal(NO_LAG)
  const [automatic, setAutomatic] = createSignal<PicturePreset>('balanced')
  const [pixelRatio, setPixelRatio] = createSignal(window.devicePixelRatio)
  let watch = createLagWatch()
  const choose = createAutomatic()

  const look = () => setPixelRatio(window.devicePixelRatio)
  window.addEventListener('resize', look)
  onCleanup(() => window.removeEventListener('resize', look))

  return {
    choice,
    lag,
    preset: createMemo((): PicturePreset => {
      const { quality } = choice()
      return quality === 'auto' ? automatic() : quality
    }),
    /** Whether this screen is fine enough for the choice between sharp and large. */
    isFine: () => pixelRatio() > 1,
    /** How many of the machine's pixels go into one of the page's. */
    finer: createMemo(() => (choice().sharp ? Math.max(1, pixelRatio()) : 1)),
    change(part: Partial<PictureChoice>) {
      setChoice({ ...choice(), ...part })
      keepChoice(choice())
    },
    /** A round trip through the tunnel. A hidden page is in no hurry and measures nothing. */
    heard(roundTripMs: number) {
      if (document.hidden) return
      const known = watch(roundTripMs)
      setLag(known)
      const best = choose(known.ms, performance.now())
      if (Date.now() - touchedAt() > HANDS_STILL_MS) setAutomatic(best)
    },
    /** A new tunnel: what the old one was like says nothing. */
    startAnew() {
      watch = createLagWatch()
      setLag(NO_LAG)
    },
  }
}
