import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

const BLOCK_BYTES = 256 * 1024

/** Size and SHA-256 of a file, read block by block into one buffer: however large it is, nothing is left to collect. */
export async function fileSum(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path)
  try {
    const block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
    for (let read = await file.read(block); read.bytesRead > 0; read = await file.read(block)) {
      bytes += read.bytesRead
      hash.update(block.subarray(0, read.bytesRead))
    }
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
