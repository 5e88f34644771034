import type { DownloadSeen } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'

/** The downloads begun since then, as the browser knows them. The bytes are the machine's to seal. */
export async function downloadsSince(since: Date): Promise<DownloadSeen[]> {
  const items = await browser.downloads.search({ startedAfter: since.toISOString(), limit: 1_000 })
  return items.map(({ filename, url, fileSize, bytesReceived, state }) => ({
    name: filename.split(/[\\/]/).at(-1) ?? '',
    // A data: address is the file itself.
    url: url.startsWith('data:') ? 'data:' : url.slice(0, 2_000),
    bytes: Math.max(fileSize, bytesReceived, 0),
    state,
  }))
}
