import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SealedItem } from '../outside/machine/driver.ts'

/** A sealed item as far as it reached us. `file` is its name in the pulled folder; null when nothing came. */
export type PulledItem = SealedItem & { file: string | null }

/** What came of pulling. `owed`: the machine was silent and still holds things; it is asked again. */
export interface Pulled {
  items: PulledItem[]
  owed: boolean
}

/** The machine's own path never becomes a path of ours. */
export const fileNameOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 32)

const LIST = 'list.json'

export async function writePulled(folder: string, pulled: Pulled): Promise<void> {
  const path = join(folder, LIST)
  await writeFile(`${path}.new`, JSON.stringify(pulled), { flush: true })
  await rename(`${path}.new`, path)
}

/** Nothing when nothing was pulled. */
export async function readPulled(folder: string): Promise<Pulled> {
  const text = await readFile(join(folder, LIST), 'utf8').catch(() => null)
  return text === null ? { items: [], owed: false } : JSON.parse(text)
}
