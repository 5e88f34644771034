import { clipAnswer } from '@taxi/contract/clipboard.ts'
import { createSignal } from 'solid-js'
import { createClipboards } from './clipboards.ts'
import type { OpenTunnel } from './desk.ts'
import { createTurns } from './in-turn.ts'
import { type DeskKeyboard, openKeyboard } from './keyboard.ts'
import { CAPITAL_V, CONTROL, ESCAPE, isTypable, LETTER_V, SHIFT } from './keysyms.ts'
import { type Pasted, pastedText } from './own-clipboard.ts'
import { openPicture, type Picture } from './picture.ts'
import { typeText } from './type-text.ts'
import { strokesOf } from './typed-text.ts'

export type Hands = ReturnType<typeof createHands>

/** What the person does reaches the machine: picture, keyboard, paste. One picture has the floor, the newest. */
export function createHands(takesIn: () => boolean) {
  const [typing, setTyping] = createSignal<number | null>(null)
  let host: HTMLElement | null = null
  let keyboard: DeskKeyboard | null = null
  let picture: Picture | null = null
  let shown: Picture | null = null
  let stopped = false
  const turns = createTurns()

  const key = (keysym: number, pressed: boolean) => picture?.key(keysym, pressed)
  const press = (keysyms: number[]) => {
    for (const keysym of keysyms) key(keysym, true)
    for (const keysym of keysyms.toReversed()) key(keysym, false)
  }
  const clipboards = createClipboards({
    put: clip => picture?.put(clip) ?? Promise.resolve(clipAnswer.failed),
    pressPaste: plain => press(plain ? [CONTROL, SHIFT, CAPITAL_V] : [CONTROL, LETTER_V]),
    type,
    takesIn,
  })

  const openTunnel: OpenTunnel = (way, events) => {
    if (!host) return
    picture?.close()
    if (picture !== shown) picture?.remove()
    const next = openPicture(host, way, {
      ...events,
      copied: clip => void clipboards.copied(clip),
      copiedTooLarge: clipboards.copiedTooLarge,
      shown() {
        shown?.remove()
        shown = next
        events.shown()
        if (way.readOnly) return
        // A key held while the line broke went up unheard.
        keyboard?.reset()
        keyboard?.focus()
      },
      closed(end) {
        stopped = true
        events.closed(end)
      },
    })
    picture = next
  }

  /** Types a text; false when it was stopped. */
  async function type(text: string): Promise<boolean> {
    if (typing() !== null || !picture) return false
    const mine = picture
    stopped = false
    setTyping(0)
    const whole = await typeText(text, key, () => !stopped && picture === mine, setTyping)
    setTyping(null)
    return whole
  }

  /** Puts a text where the machine's cursor is: any sign, at once. */
  const insert = (text: string) => turns.later(() => clipboards.paste(pastedText(text)))

  function write(text: string): void {
    // After some twenty signs without a key of their own the screen has no room for more, and letters vanish.
    if (!isTypable(text) && takesIn()) insert(text)
    else for (const { keysym, pressed } of [...strokesOf(text)].flat()) turns.now(() => key(keysym, pressed))
  }

  /** Held keys go up first, or the machine would hear Ctrl+Shift+Ctrl+V; they are down again afterwards, until they are let go of. */
  function paste(pasted: Pasted, held: number[]): void {
    turns.later(async () => {
      for (const keysym of held) key(keysym, false)
      await clipboards.paste(pasted)
      for (const keysym of held) key(keysym, true)
    })
  }

  return {
    openTunnel,
    clipboards,
    /** How much of a pasted text is typed, 0 to 1; null when none is being typed. */
    typing,
    stopTyping: () => {
      stopped = true
    },
    /** The picture's place in the page; from then on keys are heard. */
    settle(element: HTMLElement, label: string, touched: () => void) {
      host = element
      keyboard = openKeyboard(element, label, {
        key(keysym, pressed) {
          touched()
          // Half of a text with somebody's letters in it helps nobody; Esc stops it.
          if (typing() === null) turns.now(() => key(keysym, pressed))
          else if (keysym === ESCAPE) stopped = true
        },
        text(text) {
          touched()
          if (typing() === null) write(text)
        },
        paste,
      })
      // The next key after a click is meant for the screen, not for the button that was pressed last. A click's own
      // way with the focus would take it from the field again.
      const focusOnClick = (event: MouseEvent) => {
        keyboard?.focus()
        event.preventDefault()
      }
      element.addEventListener('mousedown', focusOnClick, { capture: true })
      window.addEventListener('blur', clipboards.left)
    },
    focus: () => keyboard?.focus(),
    /** It is over: nothing is shown or heard any more. */
    letGo() {
      picture?.close()
      picture?.remove()
      shown?.remove()
      picture = shown = null
    },
    type,
    insert,
    /** Keys pressed together, in this order, and let go of. */
    press,
  }
}
