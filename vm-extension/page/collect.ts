import type { Shown, ShownTurn } from '../services/shown.ts'
import { mergeOrder } from './merge-order.ts'
import type { PageReader, Seen } from './page-reader.ts'
import { scrollThrough } from './scroll-through.ts'

/**
 * What the page shows of its chat. Long chats mount only a window of their turns: with `scroll` the whole list is
 * scrolled past and every turn kept; without it the page is not moved.
 */
export async function collect(reader: PageReader, seen: Seen, scroll: boolean): Promise<Shown> {
  const kept = new Map<string, { turns: ShownTurn[]; order: number | null }>()
  let order: string[] = []
  const look = () => {
    const mounted = mountedTurns(reader, seen)
    for (const { key, element } of mounted) {
      const turns = [reader.read(element, seen) ?? []].flat()
      if (turns.length > 0) kept.set(key, { turns, order: reader.order?.(element) ?? null })
    }
    order = mergeOrder(
      order,
      mounted.map(({ key }) => key).filter(key => kept.has(key)),
    )
    return kept.size
  }
  look()
  const all = () => inOrder(order.flatMap(key => kept.get(key) ?? []))
  const total = () => reader.total?.(seen) ?? null
  const missing = () => all().length < (total() ?? 0)
  const whole = scroll ? await scrollThrough(reader, seen.document, { count: look, missing }) : false
  const turns = all()
  return {
    chat_id: reader.chatId(seen),
    title: reader.title(seen),
    model: reader.model?.(seen) ?? turns.findLast(({ model }) => model)?.model ?? null,
    generating: seen.document.querySelector(reader.generating) !== null,
    whole,
    total: total(),
    turns,
    artifacts: [],
    assets: [],
    quotas: [],
    ...reader.beside?.(seen),
  }
}

function mountedTurns(reader: PageReader, { document }: Seen): { key: string; element: Element }[] {
  return [...document.querySelectorAll(reader.turns)].flatMap(element => {
    const key = reader.key(element)
    return key === null ? [] : [{ key, element }]
  })
}

/** The page's own numbers decide where it has them all. */
function inOrder(kept: { turns: ShownTurn[]; order: number | null }[]): ShownTurn[] {
  const numbered = kept.every(({ order }) => order !== null)
  const sorted = numbered ? kept.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)) : kept
  return sorted.flatMap(({ turns }) => turns)
}
