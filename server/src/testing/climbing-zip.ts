import { crc32 } from 'node:zlib'

/** A zip whose entries are called as given, by hand: no library writes names that climb (github.com/snyk/zip-slip-vulnerability). */
export function climbingZip(names: string[]): Buffer {
  const body = Buffer.from('evil')
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const name of names.map(name => Buffer.from(name))) {
    const local = Buffer.concat([header(0x04034b50, 30, name, body), name, body])
    const entry = header(0x02014b50, 46, name, body)
    entry.writeUInt32LE(offset, 42)
    locals.push(local)
    central.push(entry, name)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 8)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** The part both headers share lies two bytes later in the central one, which names its maker first. */
function header(signature: number, length: number, name: Buffer, body: Buffer): Buffer {
  const bytes = Buffer.alloc(length)
  const shift = length === 46 ? 2 : 0
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, 4 + shift)
  bytes.writeUInt32LE(crc32(body), 14 + shift)
  bytes.writeUInt32LE(body.length, 18 + shift)
  bytes.writeUInt32LE(body.length, 22 + shift)
  bytes.writeUInt16LE(name.length, 26 + shift)
  return bytes
}
