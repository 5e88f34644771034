import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { noteStreamed } from '../outside/note-streamed.ts'

export interface FileToZip {
  /** Where the bytes lie. */
  file: string
  /** What it is called in the zip. */
  path: string
}

/** Already compressed: deflating again costs time and gains nothing. */
const PACKED = new Set(
  '.zip .gz .7z .rar .xz .zst .png .jpg .jpeg .gif .webp .avif .heic .mp3 .m4a .ogg .mp4 .mov .webm .mkv .pdf .docx .xlsx .pptx .apk'.split(
    ' ',
  ),
)

/** Writes one zip as a stream, flushed to the disk; memory stays flat whatever the files weigh. */
export async function writeZip(
  files: FileToZip[],
  target: string,
  mtime: Date,
): Promise<{ bytes: number; sha256: string }> {
  const zip = new yazl.ZipFile()
  for (const { file, path } of files) {
    const compressionLevel = PACKED.has(extname(path).toLowerCase()) ? 0 : 1
    zip.addFile(file, path, { mtime, mode: 0o100644, compressionLevel })
  }
  zip.end()
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      noteStreamed(chunk.length)
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const output = createWriteStream(target, { flush: true })
  // yazl tells of a file that cannot be read on itself, not on its stream.
  zip.on('error', error => output.destroy(error instanceof Error ? error : new Error(String(error))))
  await pipeline(zip.outputStream, count, output)
  return { bytes, sha256: hash.digest('hex') }
}
