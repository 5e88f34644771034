import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import type { MadeFile } from './answer.ts'

/** The bytes of a file an answer made: the same seed gives the same bytes, so none are stored. */
export function bytesOf(file: MadeFile): Buffer {
  return file.kind === 'image' ? picture(file.seed) : table(file.seed)
}

function table(seed: string): Buffer {
  const quoted = `"${seed.replaceAll('"', '""')}"`
  const rows = Array.from({ length: 10 }, (_, i) => `${i + 1},${(i + 1) ** 2},${quoted}`)
  // The mark at the start makes Excel read it as UTF-8.
  return Buffer.from(`\uFEFFn,square,question\r\n${rows.join('\r\n')}\r\n`)
}

const WIDTH = 480
const HEIGHT = 300

/** A sky in two colours taken from the seed, with the checker strip of a taxi. PNG. */
function picture(seed: string): Buffer {
  const hash = createHash('sha256').update(seed).digest()
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const colour = colourAt(x, y, hash)
      rows.set(colour, y * (WIDTH * 3 + 1) + 1 + x * 3)
    }
  }
  return png(rows)
}

function colourAt(x: number, y: number, hash: Buffer): [number, number, number] {
  const strip = y >= 200 && y < 240
  if (strip) return (Math.floor(x / 20) + Math.floor(y / 20)) % 2 ? [0x17, 0x18, 0x1a] : [0xff, 0xc4, 0x00]
  const share = y / HEIGHT
  const mix = (at: number) => Math.round((hash[at] ?? 0) * (1 - share) + (hash[at + 3] ?? 0) * share)
  return [mix(0), mix(1), mix(2)]
}

function png(rows: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  // 8 bits a channel, RGB.
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(body.length, 0)
  frame.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)])
}
