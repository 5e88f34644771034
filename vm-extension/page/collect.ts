import type { Shown, ShownTurn } from '../services/shown.ts'
import { mergeOrder } from './merge-order.ts'
import { type OpenedDocument, openDocuments } from './open-documents.ts'
import type { PageReader, Seen } from './page-reader.ts'
import { scrollThrough } from './scroll-through.ts'

/**
 * What the page shows of its chat. Long chats mount only a window of their turns: with `scroll` the whole list is
 * scrolled past and every turn kept; without it the page is not moved.
 */
export async function collect(reader: PageReader, seen: Seen, scroll: boolean): Promise<Shown> {
  const kept = new Map<string, { turns: ShownTurn[]; order: number | null }>()
  const tiles = new Map<string, Shown['assets'][number]>()
  let order: string[] = []
  const look = () => {
    for (const tile of shownTiles(reader, seen)) tiles.set(tile.id, tile)
    const mounted = mountedTurns(reader, seen)
    for (const { key, element } of mounted) {
      const turns = [reader.read(element, seen) ?? []].flat()
      if (turns.length > 0) kept.set(key, { turns, order: reader.order?.(element) ?? null })
    }
    order = mergeOrder(
      order,
      mounted.map(({ key }) => key).filter(key => kept.has(key)),
    )
    return kept.size + tiles.size
  }
  look()
  const all = () => inOrder(order.flatMap(key => kept.get(key) ?? []))
  const total = () => reader.total?.(seen) ?? null
  const missing = () => all().length < (total() ?? 0)
  const whole = scroll ? await scrollThrough(reader, seen.document, { count: look, missing }) : false
  const documents = reader.documents ? await openDocuments(reader, reader.documents, seen, scroll) : []
  for (const { of, document } of documents) cite(kept.get(of ?? '')?.turns.at(-1), document)
  const turns = all()
  const beside = reader.beside?.(seen)
  return {
    chat_id: reader.chatId(seen),
    title: reader.title(seen),
    model: reader.model?.(seen) ?? turns.findLast(({ model }) => model)?.model ?? null,
    generating: seen.document.querySelector(reader.generating) !== null,
    whole: whole && !documents.some(({ document }) => document.cut),
    total: total(),
    turns,
    assets: [...tiles.values()],
    quotas: [],
    ...beside,
    artifacts: [...(beside?.artifacts ?? []), ...documents.map(artifact)],
  }
}

const artifact = ({ of, document }: OpenedDocument): Shown['artifacts'][number] => {
  const { citations: _, cut: __, ...shown } = document
  return { id: `${of ?? 'page'}:${document.title}`, ...shown }
}

/** The sources of a document are its turn's too. */
function cite(turn: ShownTurn | undefined, { citations = [] }: OpenedDocument['document']): void {
  const fresh = citations.filter(({ url }) => !turn?.citations.some(known => known.url === url))
  turn?.citations.push(...fresh.map(source => ({ ...source, marker: '' })))
}

function shownTiles(reader: PageReader, seen: Seen): Shown['assets'] {
  const tiles = reader.tiles ? [...seen.document.querySelectorAll(reader.tiles.at)] : []
  return tiles.flatMap(tile => reader.tiles?.read(tile, seen) ?? [])
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
