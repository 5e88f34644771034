import { pageReaders } from '../services/page-readers.ts'
import type { ShownFrame } from '../services/shown.ts'

const PATIENCE_MS = 4_000
const STILL_MS = 200

/** What stands in a frame of a service's page once it has been the same for two looks; null when nothing comes. */
export async function readFrame(service: string, document: Document): Promise<ShownFrame | null> {
  const read = pageReaders[service]?.frame
  const until = Date.now() + PATIENCE_MS
  let before: ShownFrame | null = null
  while (read && Date.now() < until) {
    const now = read(document)
    if (now?.markdown && now.markdown === before?.markdown) return now
    before = now
    await new Promise(resolve => setTimeout(resolve, STILL_MS))
  }
  return before
}
