import { type Clip, clipAnswer } from '@taxi/contract/clipboard.ts'
import { createSignal } from 'solid-js'
import { LOST } from './clip-line.ts'
import { newestClipboard } from './newest-clipboard.ts'
import { copyHere, copyHereOnClick, markOf, type Pasted, textOf } from './own-clipboard.ts'

/** What the bar says of the clipboards. `offer`: the browser wants a click before it lets the copy into its own. */
export type ClipNote = 'offer' | 'not-in' | 'too-large-in' | 'too-large-out' | 'failed'

export interface ClipboardsMeans {
  /** Puts a clip into the machine's clipboard; resolves to one of `clipAnswer`. */
  put(clip: Clip): Promise<number>
  /** The machine pastes what is in its clipboard. */
  pressPaste(plain: boolean): void
  type(text: string): Promise<boolean>
  /** Whether the slot takes anything in. */
  takesIn(): boolean
}

const NOTE_MS = 6_000
/** What is in the machine's clipboard is read by the page there a moment after the keys: so long it stays. */
const READ_MS = 150

/** This computer's clipboard and the machine's: what was copied last is what is pasted, on either side. */
export function createClipboards(means: ClipboardsMeans) {
  const [note, setNote] = createSignal<ClipNote | null>(null)
  const [offered, setOffered] = createSignal<Clip | null>(null)
  const known = { lastLocal: null as string | null, pastedLocalAt: -1, copiedThereAt: -1, leftAt: -1 }
  let lastPress = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (what: ClipNote | null) => {
    clearTimeout(timer)
    setNote(what)
    if (what && what !== 'offer') timer = setTimeout(() => setNote(null), NOTE_MS)
  }
  const press = (plain: boolean) => {
    means.pressPaste(plain)
    lastPress = new Promise(resolve => setTimeout(resolve, READ_MS))
  }

  async function bringIn(clip: Clip, plain: boolean): Promise<void> {
    await lastPress
    const answer = await means.put(clip)
    if (answer === clipAnswer.done) return press(plain)
    if (answer === clipAnswer.forbidden) return tell('not-in')
    if (answer === clipAnswer.tooLarge) return tell('too-large-in')
    const text = textOf(clip)
    // A machine whose clipboard cannot be reached still has a keyboard.
    if (text === null || answer === LOST || !(await means.type(text))) tell('failed')
  }

  return {
    note,
    dismiss: () => tell(null),
    /** Resolves when the machine has been told to paste. */
    async paste(pasted: Pasted): Promise<void> {
      if (newestClipboard({ ...known, local: pasted.mark }) === 'machine') return press(pasted.plain)
      if (!means.takesIn()) {
        tell('not-in')
        return press(pasted.plain)
      }
      known.lastLocal = pasted.mark
      known.pastedLocalAt = performance.now()
      const clip = await pasted.clip()
      if (clip) await bringIn(clip, pasted.plain)
    },
    /** Something was copied on the machine: it is in this computer's clipboard a moment later, where the browser allows it. */
    async copied(clip: Clip): Promise<void> {
      known.copiedThereAt = performance.now()
      setOffered(clip)
      try {
        await copyHere(clip)
        known.lastLocal = markOf(clip)
        if (offered() === clip) tell(null)
      } catch {
        // Later, when the person is back, it may be older than what they copied meanwhile: they decide.
        tell('offer')
      }
    },
    copiedTooLarge() {
      known.copiedThereAt = performance.now()
      tell('too-large-out')
    },
    /** The person clicked: browsers that refused before allow it now. */
    async takeOffer(): Promise<void> {
      const clip = offered()
      if (!clip) return
      await copyHereOnClick(clip).then(
        () => {
          known.lastLocal = markOf(clip)
          tell(null)
        },
        () => tell('failed'),
      )
    },
    /** The person looks elsewhere, where they may copy something. */
    left: () => {
      known.leftAt = performance.now()
    },
  }
}
