import { onCleanup } from 'solid-js'

const EDGE_PX = 1
/** Whoever only passes by on the way to a tab of the machine's browser does not mean the bar. */
const RESTS_MS = 450
const CHORD_KEYS = 3

/**
 * Two ways to the bar besides its notch: the pointer rests at the upper edge (`byPointer`), or Ctrl, Alt and Shift go
 * down together and up again without another key (`byKeys`), which no program on the machine has a use for.
 */
export function listenForBar(hear: { byPointer(): void; byKeys(): void }): void {
  let timer = 0
  const move = ({ clientY, buttons, pointerType }: PointerEvent) => {
    if (clientY > EDGE_PX || buttons || pointerType === 'touch') {
      clearTimeout(timer)
      timer = 0
    } else if (!timer) timer = window.setTimeout(hear.byPointer, RESTS_MS)
  }

  const down = new Set<string>()
  let isChord = false
  const forget = () => {
    isChord = false
    down.clear()
  }
  const press = (event: KeyboardEvent) => {
    const part = chordPart(event)
    if (!part) return forget()
    down.add(part)
    isChord = down.size === CHORD_KEYS
  }
  const release = (event: KeyboardEvent) => {
    if (isChord && chordPart(event)) hear.byKeys()
    isChord = false
    down.delete(chordPart(event) ?? '')
  }
  const listeners: [string, (event: never) => void][] = [
    ['pointermove', move],
    ['keydown', press],
    ['keyup', release],
    ['blur', forget],
  ]
  // Before the picture and its keyboard keep them to themselves.
  for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener, true)
  onCleanup(() => {
    clearTimeout(timer)
    for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener, true)
  })
}

/** By its place: with Shift held some keyboards call Alt another name. */
const chordPart = ({ code }: KeyboardEvent) => /^(Control|Alt|Shift)(Left|Right)$/.exec(code)?.[1] ?? null
