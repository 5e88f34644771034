import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { insist } from '../domain/no.ts'
import { type Taken, whyNoRoom } from '../domain/upload.ts'
import { journalFolder } from './folders.ts'

export interface Room {
  /** So many bytes more; refuses when the session has brought enough. */
  take(bytes: number): void
}

interface Tally extends Taken {
  /** Under way at this moment. */
  uploads: number
  counted: Promise<void>
}
const tallies = new Map<string, Tally>()

/**
 * Writes into a session's journal: every byte is counted as it comes, together with what other uploads of the session
 * bring at this moment. Nobody's word about sizes is believed.
 */
export async function withRoom<T>(
  config: Pick<Config, 'dataDir'>,
  sessionId: string,
  write: (room: Room) => Promise<T>,
): Promise<T> {
  const folder = journalFolder(config, sessionId)
  const tally = tallies.get(folder) ?? newTally(folder)
  tally.uploads += 1
  tally.files += 1
  try {
    await tally.counted
    insist(whyNoRoom(tally))
    return await write({
      take(bytes) {
        tally.bytes += bytes
        insist(whyNoRoom(tally))
      },
    })
  } finally {
    tally.uploads -= 1
    // Counted anew by the next one: what was refused or replaced is not there any more.
    if (!tally.uploads) tallies.delete(folder)
  }
}

function newTally(folder: string): Tally {
  const counted = onDisk(folder).then(sizes => {
    tally.files += sizes.length
    tally.bytes += sizes.reduce((sum, size) => sum + size, 0)
  })
  const tally: Tally = { files: 0, bytes: 0, uploads: 0, counted }
  tallies.set(folder, tally)
  return tally
}

async function onDisk(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return Promise.all(entries.filter(entry => entry.isFile()).map(file => sizeOf(join(file.parentPath, file.name))))
}

/** A draft may be gone since the folder was read. */
const sizeOf = (path: string) =>
  stat(path).then(
    found => found.size,
    () => 0,
  )
