import { createSignal } from 'solid-js'

export interface Pages<Wish, Row> {
  /** What was read so far; null before the first answer. */
  value: () => Row[] | null
  trouble: () => unknown
  busy: () => boolean
  hasMore: () => boolean
  /** Begins anew. */
  look: (wish: Wish) => Promise<void>
  more: () => Promise<void>
  reload: () => Promise<void>
}

/** A long list read page by page. An answer that was overtaken by another question is dropped. */
export function createPages<Wish, Row, Place>(
  begin: Wish,
  load: (wish: Wish, place: Place | null) => Promise<{ rows: Row[]; next: Place | null }>,
): Pages<Wish, Row> {
  const [value, setValue] = createSignal<Row[] | null>(null)
  const [next, setNext] = createSignal<{ place: Place } | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [busy, setBusy] = createSignal(false)
  let latest = 0
  let looked = begin

  async function read(place: Place | null) {
    const mine = ++latest
    setBusy(true)
    setTrouble(null)
    try {
      const page = await load(looked, place)
      if (mine !== latest) return
      setValue(rows => (place === null ? page.rows : [...(rows ?? []), ...page.rows]))
      setNext(page.next === null ? null : { place: page.next })
    } catch (error) {
      if (mine === latest) setTrouble(error)
    } finally {
      if (mine === latest) setBusy(false)
    }
  }
  return {
    value,
    trouble,
    busy,
    hasMore: () => next() !== null,
    look(wish) {
      looked = wish
      return read(null)
    },
    more: () => read(next()?.place ?? null),
    reload: () => read(null),
  }
}
