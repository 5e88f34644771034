import Guacamole from '@cyolosecurity/guacamole-common-js'
import { composedText } from './composed-text.ts'
import {
  ALT,
  ALT_GR,
  CAPS_LOCK,
  CONTROL,
  CONTROL_RIGHT,
  isForeignLetter,
  latinOf,
  META,
  META_RIGHT,
  NUM_LOCK,
  SHIFT,
  seatKeysym,
} from './keysyms.ts'
import { type Pasted, pastedIn } from './own-clipboard.ts'

export interface KeyboardEvents {
  key(keysym: number, pressed: boolean): void
  /** Text that no single key makes: composed, dictated, chosen from a panel. */
  text(text: string): void
  /** This computer's clipboard, and the modifiers that are down. */
  paste(pasted: Pasted, held: number[]): void
}

export interface DeskKeyboard {
  focus(): void
  /** Every key goes up, here and there. */
  reset(): void
}

/** Keys typed into the page go to the machine, in the names its keymap knows. */
export function openKeyboard(host: HTMLElement, label: string, events: KeyboardEvents): DeskKeyboard {
  const sink = new Guacamole.InputSink()
  const field = sink.getElement() as HTMLTextAreaElement
  field.setAttribute('aria-label', label)
  for (const helper of ['autocapitalize', 'autocomplete', 'autocorrect']) field.setAttribute(helper, 'off')
  field.spellcheck = false
  const keyboard = new Guacamole.Keyboard()
  const sent = new Map<number, number>()
  const keysymAt = new Map<string, number>()
  let last: KeyboardEvent | null = null

  // Ahead of the library's own listener, which keeps the key's place to itself.
  const note = (event: KeyboardEvent) => {
    last = event
    if (!event.repeat) return
    event.preventDefault()
    event.stopImmediatePropagation()
    repeat(event.code)
  }
  /** A held key is pressed again; a modifier stays down, and a held Ctrl+V does not paste a hundred times. */
  const repeat = (code: string) => {
    const name = sent.get(keysymAt.get(code) ?? 0)
    if (name === undefined || isModifier(name)) return
    events.key(name, false)
    events.key(name, true)
  }
  field.addEventListener('keydown', note, { capture: true })
  // Ahead of it here too: it takes one half of a sign beyond U+FFFF for a letter of its own.
  composedText(field, events.text)
  keyboard.onkeydown = keysym => {
    // True: the browser does it itself, that is, it fires `paste`.
    if (last && isPaste(last) && !isModifier(keysym)) return true
    // They only choose the sign, which comes by itself; a lock would still be on for the next person.
    if (CHOOSERS.has(keysym)) return false
    // The library repeats a key by its own clock, also when only the news of its end is late.
    if (sent.has(keysym)) return false
    if (last) keysymAt.set(last.code, keysym)
    const name = nameOf(keysym, last, keyboard.modifiers)
    sent.set(keysym, name)
    events.key(name, true)
    return false
  }
  keyboard.onkeyup = keysym => {
    if (keyboard.pressed[keysym]) return
    const name = sent.get(keysym)
    sent.delete(keysym)
    if (name !== undefined) events.key(name, false)
  }
  keyboard.listenTo(field)

  field.addEventListener('paste', event => {
    event.preventDefault()
    const held = [...sent.values()].filter(isModifier)
    const plain = last?.code === 'KeyV' && last.shiftKey
    events.paste({ ...pastedIn(event.clipboardData), plain }, held)
  })
  // Keys that go up elsewhere are never heard of: without this they stick.
  const reset = () => keyboard.reset()
  field.addEventListener('blur', reset)
  window.addEventListener('blur', reset)
  document.addEventListener('visibilitychange', reset)
  host.append(field)
  sink.focus()
  return {
    focus() {
      // At once, for the key that follows a click; and later, for browsers that are still busy with the click.
      field.focus()
      sink.focus()
    },
    reset,
  }
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

const CHOOSERS = new Set([ALT_GR, CAPS_LOCK, NUM_LOCK])
const MODIFIERS = new Set([CONTROL, CONTROL_RIGHT, META, META_RIGHT, ALT, 0xffea, SHIFT, 0xffe2])
const isModifier = (keysym: number) => MODIFIERS.has(keysym)
const IS_MAC = typeof navigator !== 'undefined' && /^mac/i.test(navigator.platform)
