import type { Found, FoundTurn } from './service.ts'
import type { Shown, ShownTurn } from './shown.ts'

/** What the page shows as a chat: no times, no other branches, and nothing that was not seen. */
export function foundOnPage(shown: Shown): Found {
  return {
    title: shown.title,
    model: shown.model,
    created_at: null,
    updated_at: null,
    turns: shown.turns.map(({ key: _, images, attachments, ...turn }) => ({
      ...turn,
      at: null,
      active: true,
      images: images.map(shownPicture),
      attachments: attachments.map(({ name, mime, url }) => ({
        name,
        mime,
        size: 0,
        ...(url ? { bytes: { key: url, url } } : {}),
      })),
    })),
    artifacts: shown.artifacts.map(artifact => ({ ...artifact, versions: [artifact.content] })),
    assets: shown.assets.map(asset => ({ ...asset, at: null, bytes: { key: asset.id, url: asset.url } })),
    ...(shown.sources ? { sources: shown.sources.map(shownSource) } : {}),
    quotas: shown.quotas,
    ...(shown.total === null ? {} : { total: shown.total }),
    ...incomplete(shown),
    raw: undefined,
  }
}

/** A source of which the page tells the title only. */
const shownSource = (title: string) => ({ id: title, title, url: null, kind: 'unknown' })

/** A picture the page shows, to be fetched from where the page has it. */
export function shownPicture({ larger, ...image }: ShownTurn['images'][number]): FoundTurn['images'][number] {
  return { ...image, bytes: { key: image.url, url: image.url, ...(larger ? { larger } : {}) } }
}

function incomplete({ generating, whole, total, turns }: Shown): Pick<Found, 'incomplete'> {
  if (generating) return { incomplete: 'the answer was still being written' }
  if (total !== null && turns.length < total)
    return { incomplete: `the page showed ${turns.length} of ${total} messages` }
  const empty = turns.filter(({ role, markdown, images }) => role === 'assistant' && !markdown && images.length === 0)
  if (empty.length > 0) return { incomplete: `${empty.length} answers could not be read from the page` }
  if (!whole) return { incomplete: 'only what the page showed at that moment' }
  return {}
}
