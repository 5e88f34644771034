import type { Shown, ShownTurn } from '../services/shown.ts'
import { keepTurns } from './kept-turns.ts'
import { type OpenedDocument, openDocuments } from './open-documents.ts'
import type { PageReader, Seen } from './page-reader.ts'
import { scrollThrough } from './scroll-through.ts'

/**
 * What the page shows of its chat. Long chats mount only a window of their turns: with `scroll` the whole list is
 * scrolled past and every turn kept; without it the page is not moved.
 */
export async function collect(reader: PageReader, seen: Seen, scroll: boolean): Promise<Shown> {
  const kept = keepTurns(reader, seen)
  kept.look()
  const total = () => reader.total?.(seen) ?? null
  const missing = () => kept.turns().length < (total() ?? 0)
  const whole = scroll ? await scrollThrough(reader, seen.document, { ...kept, missing }) : false
  const documents = reader.documents ? await openDocuments(reader, reader.documents, seen, scroll) : []
  for (const { of, document } of documents) cite(kept.of(of ?? '').at(-1), document)
  const turns = kept.turns()
  const beside = reader.beside?.(seen)
  return {
    chat_id: reader.chatId(seen),
    title: reader.title(seen),
    model: reader.model?.(seen) ?? turns.findLast(({ model }) => model)?.model ?? null,
    generating: seen.document.querySelector(reader.generating) !== null,
    whole: whole && !documents.some(({ document }) => document.cut),
    total: total(),
    turns,
    assets: kept.tiles(),
    quotas: [],
    ...beside,
    artifacts: [...(beside?.artifacts ?? []), ...documents.map(artifact)],
  }
}

function artifact({ of, document }: OpenedDocument): Shown['artifacts'][number] {
  const { citations: _, cut: __, ...shown } = document
  return { id: `${of ?? 'page'}:${document.title}`, ...shown }
}

/** The sources of a document are its turn's too. */
function cite(turn: ShownTurn | undefined, { citations = [] }: OpenedDocument['document']): void {
  const fresh = citations.filter(({ url }) => !turn?.citations.some(known => known.url === url))
  turn?.citations.push(...fresh.map(source => ({ ...source, marker: '' })))
}
