import { createWriteStream } from 'node:fs'
import { mkdir, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'

export interface RecordingFile {
  write(chunk: string): void
  /** Resolves with the size of the file once it is on the disk. */
  close(): Promise<number>
}

const MB = 1024 * 1024
/** A film that fills a disk helps nobody: some hours of ordinary work are far below. */
const MOST_BYTES = 2048 * MB
/** More is waiting than a disk that works would let wait. */
const MOST_WAITING = 32 * MB
/** After a crash what was flushed can be played. */
const FLUSH_MS = 10_000

/**
 * A growing gzip file. It never holds anybody up: when the disk is slow, full or broken the recording stops where it is,
 * `onStopped` is told why, and what was written stays.
 */
export function openRecordingFile(
  path: string,
  { diskFloorMb, onStopped }: { diskFloorMb: number; onStopped: (why: string) => void },
): RecordingFile {
  const packed = createGzip({ level: constants.Z_BEST_SPEED })
  let stopped = false
  let bytes = 0
  const count = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      bytes += piece.length
      yield piece
    }
  }
  const written = mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => pipeline(packed, count, createWriteStream(path, { mode: 0o600 })))
    .catch((error: Error) => stop(error.message))
  const timer = setInterval(() => void look(), FLUSH_MS)
  timer.unref()

  function stop(why: string): void {
    if (stopped) return
    stopped = true
    clearInterval(timer)
    packed.end()
    onStopped(why)
  }

  async function look(): Promise<void> {
    packed.flush(constants.Z_SYNC_FLUSH)
    if (bytes > MOST_BYTES) return stop('it is as long as a recording may be')
    const free = await statfs(dirname(path)).catch(() => null)
    if (free && free.bavail * free.bsize < diskFloorMb * MB) stop('the disk is almost full')
  }

  return {
    write(chunk) {
      if (stopped || packed.writableEnded) return
      packed.write(chunk)
      if (packed.writableLength > MOST_WAITING) stop('the disk does not keep up')
    },
    async close() {
      clearInterval(timer)
      packed.end()
      await written
      return bytes
    },
  }
}
