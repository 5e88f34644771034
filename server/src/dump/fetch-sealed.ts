import { statfs } from 'node:fs/promises'
import { type MachineDriver, MachineError, type SealedItem } from '../outside/machine/driver.ts'
import { pulledBefore, pullItem } from './pull-item.ts'
import type { PulledItem } from './pulled.ts'

interface ToFetch {
  sessionId: string
  /** What the machine holds now. */
  items: SealedItem[]
  /** What it once said to hold. */
  known: SealedItem[]
  folder: string
  /** Called after each item. */
  fetched?: (done: number, total: number) => Promise<void>
}

/** Everything the machine holds for the session, and what it once said to hold. Throws when it does not answer. */
export async function fetchSealed(
  driver: Pick<MachineDriver, 'fetch'>,
  { sessionId, items, known, folder, fetched }: ToFetch,
): Promise<PulledItem[]> {
  const pulled: PulledItem[] = []
  for (const item of items) {
    pulled.push(await orWhyNot(item, pullItem(driver, sessionId, item, folder)))
    await fetched?.(pulled.length, items.length)
  }
  const gone = known.filter(item => !items.some(found => found.path === item.path))
  return [...pulled, ...(await whatIsHere(gone, folder, 'it is no longer on the machine'))]
}

/** What of these was fetched before; the others are missing. */
export async function whatIsHere(known: SealedItem[], folder: string, why: string): Promise<PulledItem[]> {
  return Promise.all(
    known.map(
      async item =>
        (await pulledBefore(item, folder)) ?? {
          ...item,
          bytes: 0,
          sha256: null,
          status: 'missing',
          why: item.why ?? why,
          file: null,
        },
    ),
  )
}

/** One item that the machine cannot give does not stop the others; a machine that is gone stops all of them. */
async function orWhyNot(item: SealedItem, pulling: Promise<PulledItem>): Promise<PulledItem> {
  return pulling.catch((error: unknown) => {
    if (!(error instanceof MachineError) || error.gone) throw error
    return { ...item, bytes: 0, sha256: null, status: 'missing', why: item.why ?? error.message, file: null }
  })
}

/** Refuses to fetch what would fill the disk. */
export async function leaveRoom(folder: string, items: SealedItem[], floorMb: number): Promise<void> {
  const disk = await statfs(folder)
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  // Twice: once as fetched, once in the zips.
  if (disk.bavail * disk.bsize - 2 * bytes < floorMb * 1024 * 1024)
    throw new Error(`too little free disk for ${bytes} bytes. Free some, or lower DISK_FLOOR_MB.`)
}
