import type { Shown, ShownTurn } from '../services/shown.ts'
import { mergeOrder } from './merge-order.ts'
import type { PageReader, Seen } from './page-reader.ts'

/** What was seen of a list, a window at a time. */
export interface KeptTurns {
  /** Looks at what is mounted; tells how much was seen so far. */
  look(): number
  /** Since this was last asked, did a look show no turn of the look before? */
  torn(): boolean
  turns(): ShownTurn[]
  tiles(): Shown['assets']
  /** The turns of one element, by its key. */
  of(key: string): ShownTurn[]
}

export function keepTurns(reader: PageReader, seen: Seen): KeptTurns {
  const kept = new Map<string, { turns: ShownTurn[]; order: number | null }>()
  const tiles = new Map<string, Shown['assets'][number]>()
  let order: string[] = []
  let before = new Set<string>()
  let torn = false

  function compare(keys: string[]): void {
    if (keys.length === 0) return
    if (before.size > 0 && !keys.some(key => before.has(key))) torn = true
    before = new Set(keys)
  }

  return {
    look() {
      const mounted = mountedTurns(reader, seen)
      compare(mounted.map(({ key }) => key))
      for (const { key, element } of mounted) {
        const turns = [reader.read(element, seen) ?? []].flat()
        if (turns.length > 0) kept.set(key, { turns, order: reader.order?.(element) ?? null })
      }
      order = mergeOrder(
        order,
        mounted.map(({ key }) => key).filter(key => kept.has(key)),
      )
      for (const tile of shownTiles(reader, seen)) tiles.set(tile.id, tile)
      return kept.size + tiles.size
    },
    torn() {
      const was = torn
      torn = false
      return was
    },
    turns: () => inOrder(order.flatMap(key => kept.get(key) ?? [])),
    tiles: () => [...tiles.values()],
    of: key => kept.get(key)?.turns ?? [],
  }
}

function mountedTurns(reader: PageReader, { document }: Seen): { key: string; element: Element }[] {
  return [...document.querySelectorAll(reader.turns)].flatMap(element => {
    const key = reader.key(element)
    return key === null ? [] : [{ key, element }]
  })
}

function shownTiles(reader: PageReader, seen: Seen): Shown['assets'] {
  const tiles = reader.tiles ? [...seen.document.querySelectorAll(reader.tiles.at)] : []
  return tiles.flatMap(tile => reader.tiles?.read(tile, seen) ?? [])
}

/** The page's own numbers decide where it has them all. */
function inOrder(kept: { turns: ShownTurn[]; order: number | null }[]): ShownTurn[] {
  const numbered = kept.every(({ order }) => order !== null)
  const sorted = numbered ? kept.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)) : kept
  return sorted.flatMap(({ turns }) => turns)
}
