import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DumpItem } from '@taxi/contract/dumps.ts'
import type { CollectedItem } from './collected.ts'

/** Writes text of our own into the working folder, as an item of the dump. */
export async function madeFile(
  folder: string,
  item: Pick<DumpItem, 'path' | 'kind' | 'source'> & { status?: DumpItem['status']; why?: string | null },
  text: string,
): Promise<CollectedItem> {
  const file = join(folder, randomUUID())
  const bytes = Buffer.from(text)
  await writeFile(file, bytes)
  return {
    path: item.path,
    kind: item.kind,
    source: item.source,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    status: item.status ?? 'complete',
    ...(item.why ? { why: item.why } : {}),
    file,
  }
}
