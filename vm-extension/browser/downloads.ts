import type { DownloadSeen } from '@taxi/contract/companion.ts'
import { type Browser, browser } from 'wxt/browser'

type Item = Browser.downloads.DownloadItem

const LOOK_MS = 250

/**
 * The downloads begun since then, as the browser knows them; the bytes are the machine's to seal. One under way is
 * waited for until then at the longest and stopped afterwards: the browser may pass into other hands.
 */
export async function settledDownloads(since: Date, until: number): Promise<DownloadSeen[]> {
  let items = await begunSince(since)
  while (items.some(isUnderWay) && Date.now() < until) {
    await new Promise(resolve => setTimeout(resolve, LOOK_MS))
    items = await begunSince(since)
  }
  for (const { id, state } of items)
    if (state === 'in_progress') await browser.downloads.cancel(id).catch(() => undefined)
  return items.map(seen)
}

const begunSince = (since: Date) => browser.downloads.search({ startedAfter: since.toISOString(), limit: 1_000 })

/** One that waits for a word of the person's waits for ever. */
const isUnderWay = ({ state, paused, danger }: Item) =>
  state === 'in_progress' && !paused && (danger === 'safe' || danger === 'accepted')

function seen({ filename, url, fileSize, bytesReceived, state }: Item): DownloadSeen {
  return {
    name: filename.split(/[\\/]/).at(-1) ?? '',
    // A data: address is the file itself.
    url: url.startsWith('data:') ? 'data:' : url.slice(0, 2_000),
    bytes: Math.max(fileSize, bytesReceived, 0),
    state,
  }
}
