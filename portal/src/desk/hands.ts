import { createSignal } from 'solid-js'
import type { OpenTunnel } from './desk.ts'
import { type DeskKeyboard, openKeyboard } from './keyboard.ts'
import { ESCAPE } from './keysyms.ts'
import { newestClipboard } from './newest-clipboard.ts'
import { openPicture, type Picture } from './picture.ts'
import { typeText } from './type-text.ts'

const LETTER_V = 0x76

export type Hands = ReturnType<typeof createHands>

/** What the person does reaches the machine: picture, keyboard, paste. One picture has the floor, the newest. */
export function createHands() {
  const [typing, setTyping] = createSignal<number | null>(null)
  let host: HTMLElement | null = null
  let keyboard: DeskKeyboard | null = null
  let picture: Picture | null = null
  let shown: Picture | null = null
  let stopped = false
  const clipboards = { lastLocal: null as string | null, pastedLocalAt: -1, copiedThereAt: -1, leftAt: -1 }

  const key = (keysym: number, pressed: boolean) => picture?.key(keysym, pressed)

  const openTunnel: OpenTunnel = (way, events) => {
    if (!host) return
    picture?.close()
    if (picture !== shown) picture?.remove()
    const next = openPicture(host, way, {
      ...events,
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

  function paste(local: string, restore: () => void): void {
    if (newestClipboard({ ...clipboards, local }) === 'machine') {
      // Only now: the machine pastes what was copied there.
      restore()
      key(LETTER_V, true)
      key(LETTER_V, false)
      return
    }
    clipboards.lastLocal = local
    clipboards.pastedLocalAt = performance.now()
    void type(local).then(restore)
  }

  return {
    openTunnel,
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
          if (typing() === null) key(keysym, pressed)
          else if (keysym === ESCAPE) stopped = true
        },
        paste,
      })
      window.addEventListener('blur', () => {
        clipboards.leftAt = performance.now()
      })
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
    /** Keys pressed together, in this order, and let go of. */
    press(keysyms: number[]) {
      for (const keysym of keysyms) key(keysym, true)
      for (const keysym of keysyms.toReversed()) key(keysym, false)
    },
    /** Something was copied on the machine. */
    copied(text: string) {
      if (text === '') return
      clipboards.copiedThereAt = performance.now()
      // guacd sends Latin-1: a question mark may have been a Russian letter, and that copy is better left there.
      if (!document.hasFocus() || text.includes('?')) return
      void navigator.clipboard?.writeText(text).then(
        () => {
          clipboards.lastLocal = text
        },
        () => {},
      )
    },
  }
}
