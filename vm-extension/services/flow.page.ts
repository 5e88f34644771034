import type { PageReader } from '../page/page-reader.ts'
import { mimeOf } from './mime-of.ts'
import type { Shown } from './shown.ts'

const TILE = '[data-tile-id]'

/** Flow's project: tiles with a film or a picture, and the words it was made from. */
export const flowPage: PageReader = {
  chatId: ({ url }) => url.pathname.match(/\/tools\/flow\/project\/([0-9a-f]{8}-[0-9a-f-]{27})/)?.[1] ?? null,
  title: ({ document }) => document.title.replace(/^Flow\s*[-–|]\s*|\s*[-–|]\s*Flow$/, '').trim(),
  generating: `${TILE} [role="progressbar"]`,
  turns: TILE,
  key: tile => tile.getAttribute('data-tile-id'),
  read: () => null,
  tiles: { at: TILE, read: (tile, { url }) => assetIn(tile, url) },
}

/** A tile that is still being made, or failed, has nothing to keep. */
function assetIn(tile: Element, at: URL): Shown['assets'][number] | null {
  const id = tile.getAttribute('data-tile-id')
  const film = tile.querySelector('video[src], video source[src], audio[src]')
  const shown = film ?? tile.querySelector('img[src]')
  const address = shown?.getAttribute('src')
  if (!id || !shown || !address) return null
  const kind = shown.matches('img') ? 'image' : shown.matches('audio') ? 'audio' : 'video'
  const prompt = (
    tile.querySelector('[aria-label="Reuse prompt"]') ?? tile.querySelector('figcaption')
  )?.textContent?.trim()
  const mime = mimeOf({ image: '.png', audio: '.mp3', video: '.mp4' }[kind])
  const title = prompt || shown.getAttribute('alt') || id
  return { id, kind, title, mime, ...(prompt ? { prompt } : {}), model: null, url: new URL(address, at).href }
}
