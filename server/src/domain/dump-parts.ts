import { TELEGRAM_FILE_LIMIT } from './delivery.ts'

export interface FileToPack {
  path: string
  bytes: number
}

/** Which files go into which zip. Every zip opens alone. */
export interface Packing<F extends FileToPack> {
  /** Zips that fit Telegram, the first one with room left for `reserved` bytes. */
  zips: F[][]
  /** Files larger than a zip may be: each gets one of its own, after the others. */
  oversize: F[]
}

/** What a zip needs beside the bytes: headers twice with the name, and what deflate adds to bytes it cannot shrink. */
const costOf = (file: FileToPack) => file.bytes + Math.ceil(file.bytes / 2048) + 2 * Buffer.byteLength(file.path) + 256
const END_OF_ZIP = 1024

/** First fit, in the order given: what belongs together stays together where it can. The first zip always exists. */
export function packFiles<F extends FileToPack>(
  files: readonly F[],
  reserved: number,
  limit = TELEGRAM_FILE_LIMIT,
): Packing<F> {
  const room = limit - END_OF_ZIP
  const oversize = files.filter(file => costOf(file) > room)
  const bins: { files: F[]; left: number }[] = [{ files: [], left: room - reserved }]
  for (const file of files) {
    const cost = costOf(file)
    if (cost > room) continue
    const bin = bins.find(candidate => candidate.left >= cost)
    if (bin) {
      bin.files.push(file)
      bin.left -= cost
    } else {
      bins.push({ files: [file], left: room - cost })
    }
  }
  return { zips: bins.map(bin => bin.files), oversize }
}
