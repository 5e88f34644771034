import { createStore } from 'solid-js/store'

/** One file on its way to the machine, or one that did not get there. */
export interface Upload {
  id: number
  file: File
  sent: number
  state: 'waiting' | 'sending' | 'failed'
  /** Why it failed: what was thrown, or a word for what was seen before it was sent. */
  trouble: unknown
}
/** What somebody wants to send, and why it cannot be, as far as that is plain. */
export interface Wish {
  file: File
  trouble: 'too-large' | 'folder' | null
}
export type Uploads = ReturnType<typeof createUploads>

export interface UploadsOptions {
  send: (file: File, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<void>
  onArrived: () => void
}

/** Files go one after another: each gets the whole line, and what is cancelled costs the others nothing. */
export function createUploads({ send, onArrived }: UploadsOptions) {
  const [list, setList] = createStore<Upload[]>([])
  const controllers = new Map<number, AbortController>()
  let last = 0

  const change = (id: number, what: Partial<Upload>) => setList(upload => upload.id === id, what)
  const forget = (id: number) => setList(uploads => uploads.filter(upload => upload.id !== id))

  function add(wishes: Wish[]): void {
    const fresh = wishes.map(
      ({ file, trouble }): Upload => ({ id: ++last, file, sent: 0, state: trouble ? 'failed' : 'waiting', trouble }),
    )
    setList(uploads => [...uploads, ...fresh])
    next()
  }

  function next(): void {
    const waiting = list.find(({ state }) => state === 'waiting')
    if (!waiting || list.some(({ state }) => state === 'sending')) return
    void carry(waiting.id, waiting.file).finally(next)
  }

  async function carry(id: number, file: File): Promise<void> {
    const controller = new AbortController()
    controllers.set(id, controller)
    change(id, { state: 'sending', sent: 0, trouble: null })
    try {
      await send(file, sent => change(id, { sent }), controller.signal)
      forget(id)
      onArrived()
    } catch (trouble) {
      if (controller.signal.aborted) forget(id)
      else change(id, { state: 'failed', trouble })
    } finally {
      controllers.delete(id)
    }
  }

  /** Takes it off the list; one that is on its way is cut. */
  function cancel(id: number): void {
    const controller = controllers.get(id)
    if (controller) controller.abort()
    else forget(id)
  }

  return {
    list,
    add,
    cancel,
    again(id: number) {
      change(id, { state: 'waiting' })
      next()
    },
    /** How many have not got there yet. */
    underWay: () => list.filter(({ state }) => state !== 'failed').length,
    stop() {
      for (const { id } of [...list].reverse()) cancel(id)
    },
  }
}
