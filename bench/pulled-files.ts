import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileNameOf, type PulledItem, writePulled } from '../server/src/dump/pulled.ts'

const MIB = 1024 * 1024

/** So many MiB of downloads as they lie pulled from a machine: text, tables, and what is packed already. */
export async function writePulledFiles(folder: string, mebibytes: number): Promise<string[]> {
  const pulled = join(folder, 'pulled')
  mkdirSync(pulled, { recursive: true })
  const items: PulledItem[] = []
  for (let left = mebibytes, n = 0; left > 0; n += 1) {
    const size = Math.min(left, [1, 4, 12, 24, 40][n % 5] ?? 1)
    left -= size
    const kind = n % 3 === 0 ? 'bin' : n % 3 === 1 ? 'txt' : 'mp4'
    const path = `downloads/file-${n}.${kind}`
    const sum = await writeFilled(join(pulled, fileNameOf(path)), size, kind)
    items.push({ path, kind: 'download', ...sum, status: 'complete', file: fileNameOf(path) })
  }
  await writePulled(pulled, { items, owed: false })
  return items.map(item => join(pulled, item.file ?? ''))
}

async function writeFilled(file: string, mebibytes: number, kind: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const stream = createWriteStream(file)
  for (let n = 0; n < mebibytes; n += 1) {
    const block = kind === 'txt' ? words(n) : randomBytes(MIB)
    hash.update(block)
    if (!stream.write(block)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  return { bytes: mebibytes * MIB, sha256: hash.digest('hex') }
}

/** A mebibyte that compresses as prose and tables do. */
function words(seed: number): Buffer {
  const lines: string[] = []
  for (let bytes = 0, n = seed * 7919; bytes < MIB; n += 1) {
    const line = `${n};2026-11-21;${VOCABULARY[n % 11]} ${VOCABULARY[(n * 31) % 11]} ${(n * 2654435761) % 100003}\n`
    lines.push(line)
    bytes += line.length
  }
  return Buffer.from(lines.join('')).subarray(0, MIB)
}

const VOCABULARY = 'report total quarter revenue forecast margin customer region product answer question'.split(' ')
