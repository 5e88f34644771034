import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { PageVisit } from '@taxi/contract/companion.ts'
import type { CollectFrom } from './collect-from.ts'
import { type Collected, type CollectedItem, missingItem } from './collected.ts'
import { type PulledItem, readPulled } from './pulled.ts'
import { type FreshPaths, safeName, safePath } from './safe-name.ts'

type SealedThings = Pick<Collected, 'items' | 'clipboard' | 'selection' | 'screenshot'> & {
  history: PageVisit[] | null
}

const SILENT = 'the machine is down; what it holds follows when it is back'

/** Text of the clipboard that is read for the page; the file itself is kept whole. */
const CLIPBOARD_SHOWN = 256 * 1024

/** Screenshot, clipboard, downloads and the machine's own copy of the history, as fetched from the machine. */
export async function collectSealed({ facts, pulled: folder }: CollectFrom, paths: FreshPaths): Promise<SealedThings> {
  const { sealed } = facts
  const { items: pulled, owed } = await readPulled(folder)
  const file = (item: PulledItem) => (item.file ? join(folder, item.file) : null)
  const one = (kind: PulledItem['kind'], path: string, why: string | undefined): CollectedItem => {
    const found = pulled.find(item => item.kind === kind)
    if (!found) return missingItem(path, kind, 'machine', (owed ? SILENT : why) ?? 'it was not sealed')
    return asItem(found, path, file(found))
  }
  const screenshot = one('screenshot', 'screenshot.png', sealed.why.seal_screen)
  // An empty clipboard is not an item: it is expected only when nothing of the screen was sealed.
  const clips = pulled
    .filter(item => item.kind === 'clipboard')
    .map(item => asItem(item, paths.fresh(safeName(item.path)), file(item)))
  const unseen = clips.length === 0 && screenshot.status === 'missing'
  const clipboards = unseen ? [one('clipboard', 'clipboard.txt', sealed.why.seal_screen)] : clips
  const downloads = pulled
    .filter(item => item.kind === 'download')
    .map(item => asItem(item, paths.fresh(`downloads/${safePath(item.path.replace(/^downloads\//, ''))}`), file(item)))
  const lost = (sealed.downloads_seen ?? [])
    .map(seen => ({ ...seen, name: basename(seen.name.replaceAll('\\', '/')) }))
    .filter(seen => !pulled.some(item => item.kind === 'download' && basename(item.path).startsWith(seen.name)))
    .map(seen => {
      const why =
        seen.state === 'complete' ? 'it was not on the machine at the end' : 'the download did not come to its end'
      return missingItem(paths.fresh(`downloads/${safeName(seen.name)}`), 'download', 'machine', why)
    })
  const noDownloads = sealed.why.seal_files && downloads.length === 0 && lost.length === 0
  return {
    items: [
      ...downloads,
      ...lost,
      ...(noDownloads ? [missingItem('downloads', 'download', 'machine', sealed.why.seal_files ?? '')] : []),
      ...clipboards,
      screenshot,
    ],
    clipboard: await textOf(clipboards, 'clipboard.txt'),
    selection: await textOf(clipboards, 'selection.txt'),
    screenshot: screenshot.file ? { file: screenshot.file, bytes: screenshot.bytes } : null,
    history: await historyOf(
      pulled.find(item => item.kind === 'history' && item.file),
      folder,
    ),
  }
}

function asItem(item: PulledItem, path: string, file: string | null): CollectedItem {
  const { kind, bytes, sha256, status, why } = item
  return { path, kind, bytes, sha256, status, ...(why ? { why } : {}), source: 'machine', file }
}

async function textOf(clips: CollectedItem[], path: string): Promise<string | null> {
  const file = clips.find(item => item.path === path)?.file
  return file ? beginningOf(file) : null
}

async function beginningOf(file: string): Promise<string> {
  const { size } = await stat(file)
  const text = await readFile(file, 'utf8')
  return size > CLIPBOARD_SHOWN ? `${text.slice(0, CLIPBOARD_SHOWN)}…` : text
}

/** The machine writes its history as a JSON list of visits; anything else is left out of the page. */
async function historyOf(item: PulledItem | undefined, folder: string): Promise<PageVisit[] | null> {
  if (!item?.file) return null
  const text = await readFile(join(folder, item.file), 'utf8')
  try {
    const visits: unknown = JSON.parse(text)
    return Array.isArray(visits) ? visits.filter(isVisit) : null
  } catch {
    return null
  }
}

function isVisit(value: unknown): value is PageVisit {
  if (typeof value !== 'object' || value === null) return false
  const { at, url, title } = value as Record<string, unknown>
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof url === 'string' && typeof title === 'string'
}
