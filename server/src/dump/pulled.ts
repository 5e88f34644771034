import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SealedItem } from '../outside/machine/driver.ts'

/** A sealed item as far as it reached us. `file` is its name in the pulled folder; null when nothing came. */
export type PulledItem = SealedItem & { file: string | null }

/** The machine's own path never becomes a path of ours. */
export const fileNameOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 32)

const LIST = 'list.json'

export async function writePulledList(folder: string, items: PulledItem[]): Promise<void> {
  const path = join(folder, LIST)
  await writeFile(`${path}.new`, JSON.stringify(items), { flush: true })
  await rename(`${path}.new`, path)
}

/** Empty when nothing was pulled. */
export async function readPulledList(folder: string): Promise<PulledItem[]> {
  const text = await readFile(join(folder, LIST), 'utf8').catch(() => '[]')
  return JSON.parse(text)
}
