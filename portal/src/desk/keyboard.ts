import Guacamole from '@cyolosecurity/guacamole-common-js'
import { ALT, CONTROL, CONTROL_RIGHT, isForeignLetter, latinOf, META, META_RIGHT, seatKeysym } from './keysyms.ts'

export interface KeyboardEvents {
  key(keysym: number, pressed: boolean): void
  /** Text from this computer's clipboard. Held keys are up already; `restore` presses those again that still are held. */
  paste(text: string, restore: () => void): void
}

export interface DeskKeyboard {
  focus(): void
  /** Every key goes up, here and there. */
  reset(): void
}

/** Keys typed into the page go to the machine, in the names its keymap knows. */
export function openKeyboard(host: HTMLElement, label: string, events: KeyboardEvents): DeskKeyboard {
  const sink = new Guacamole.InputSink()
  const field = sink.getElement()
  field.setAttribute('aria-label', label)
  field.setAttribute('autocapitalize', 'off')
  const keyboard = new Guacamole.Keyboard()
  const sent = new Map<number, number>()
  let last: KeyboardEvent | null = null

  // Ahead of the library's own listener, which keeps the key's place to itself.
  const note = (event: KeyboardEvent) => {
    last = event
    // A held Ctrl+V would paste a hundred times.
    if (!event.repeat || !isPaste(event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  field.addEventListener('keydown', note, { capture: true })
  keyboard.onkeydown = keysym => {
    // True: the browser does it itself, that is, it fires `paste`.
    if (last && isPaste(last) && !isModifier(keysym)) return true
    const name = nameOf(keysym, last, keyboard.modifiers)
    sent.set(keysym, name)
    events.key(name, true)
    return false
  }
  keyboard.onkeyup = keysym => {
    const name = sent.get(keysym)
    sent.delete(keysym)
    if (name !== undefined) events.key(name, false)
  }
  keyboard.listenTo(field)

  field.addEventListener('paste', event => {
    event.preventDefault()
    const held = [...sent]
    for (const [, name] of held) events.key(name, false)
    events.paste(event.clipboardData?.getData('text/plain') ?? '', () => {
      for (const [keysym, name] of held) if (sent.has(keysym) && isModifier(keysym)) events.key(name, true)
    })
  })
  // Keys that go up elsewhere are never heard of: without this they stick.
  field.addEventListener('blur', () => keyboard.reset())
  window.addEventListener('blur', () => keyboard.reset())
  host.append(field)
  sink.focus()
  return { focus: () => sink.focus(), reset: () => keyboard.reset() }
}

function isPaste(event: KeyboardEvent): boolean {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyV') return true
  return event.shiftKey && !event.ctrlKey && event.code === 'Insert'
}

function nameOf(keysym: number, event: KeyboardEvent | null, held: Guacamole.Keyboard.ModifierState): number {
  // Cmd does there what Ctrl does: the machine is a Linux one.
  if (IS_MAC && (keysym === META || keysym === META_RIGHT)) return CONTROL
  // Ctrl and Alt together are how Windows says AltGr: that is a letter, no shortcut.
  const shortcut = (held.ctrl || held.alt || held.meta) && !(held.ctrl && held.alt)
  if (shortcut && event && isForeignLetter(keysym)) {
    const latin = latinOf(event.code, event.shiftKey)
    if (latin) return latin
  }
  return seatKeysym(keysym)
}

const MODIFIERS = new Set([CONTROL, CONTROL_RIGHT, META, META_RIGHT, ALT, 0xffea, 0xffe1, 0xffe2, 0xfe03])
const isModifier = (keysym: number) => MODIFIERS.has(keysym)
const IS_MAC = typeof navigator !== 'undefined' && /^mac/i.test(navigator.platform)
