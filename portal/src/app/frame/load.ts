import { type Accessor, createSignal } from 'solid-js'

export interface Load<T> {
  /** What was loaded last; null before that. */
  value: Accessor<T | null>
  trouble: Accessor<unknown>
  reload: () => Promise<void>
  change: (change: (value: T) => T) => void
}

/** Something a room shows, loaded at once and again on demand; what is there stays while it is loaded anew. */
export function createLoad<T>(load: () => Promise<T>): Load<T> {
  const [value, setValue] = createSignal<T | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function reload() {
    setTrouble(null)
    await load().then(loaded => setValue(() => loaded), setTrouble)
  }
  void reload()
  return {
    value,
    trouble,
    reload,
    change: change => setValue(old => (old === null ? null : change(old))),
  }
}
