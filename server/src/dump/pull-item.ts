import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type MachineDriver, MachineError, type SealedItem } from '../outside/machine/driver.ts'
import { noteStreamed } from '../outside/note-streamed.ts'
import { fileSum } from './file-sum.ts'
import { fileNameOf, type PulledItem } from './pulled.ts'

/**
 * Fetches one sealed item into the folder, going on where an earlier attempt was cut. Throws `MachineError`
 * when the machine does not answer; the bytes that came stay for the next attempt.
 */
export async function pullItem(
  driver: Pick<MachineDriver, 'fetch'>,
  sessionId: string,
  item: SealedItem,
  folder: string,
): Promise<PulledItem> {
  if (item.status === 'missing') return { ...item, file: null }
  const before = await pulledBefore(item, folder)
  if (before) return before

  const file = fileNameOf(item.path)
  const arrived = await fetchRest(driver, sessionId, item, join(folder, `${file}.part`))
  if (!matches(item, arrived)) {
    // What was kept from an earlier attempt may be of an older state of the file: once more from the start.
    await rm(join(folder, `${file}.part`), { force: true })
    const again = await fetchRest(driver, sessionId, item, join(folder, `${file}.part`))
    await rename(join(folder, `${file}.part`), join(folder, file))
    if (matches(item, again)) return { ...item, ...again, file }
    return { ...item, ...again, file, status: 'partial', why: 'it changed while it was copied' }
  }
  await rename(join(folder, `${file}.part`), join(folder, file))
  return { ...item, ...arrived, file }
}

/** The item as an earlier attempt fetched it whole; null when none did. */
export async function pulledBefore(item: SealedItem, folder: string): Promise<PulledItem | null> {
  const file = fileNameOf(item.path)
  const sum = await fileSum(join(folder, file)).catch(() => null)
  return sum && matches(item, sum) ? { ...item, ...sum, file } : null
}

type Sum = { bytes: number; sha256: string }

const matches = (item: SealedItem, sum: Sum) =>
  item.sha256 === null ? sum.bytes === item.bytes : sum.sha256 === item.sha256

async function fetchRest(
  driver: Pick<MachineDriver, 'fetch'>,
  sessionId: string,
  item: SealedItem,
  path: string,
): Promise<Sum> {
  const have = await stat(path).then(
    found => found.size,
    () => 0,
  )
  const hash = createHash('sha256')
  let bytes = have
  if (have > 0) for await (const chunk of createReadStream(path)) hash.update(chunk)
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      noteStreamed(chunk.length)
      if (bytes > mostOf(item)) return done(new MachineError('fetch', 'it brought far more than it said it had'))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = createWriteStream(path, { flags: have > 0 ? 'a' : 'w', flush: true })
  await pipeline(driver.fetch(sessionId, item.path, have), count, file).catch(async error => {
    if (bytes > mostOf(item)) await rm(path, { force: true })
    throw error
  })
  return { bytes, sha256: hash.digest('hex') }
}

/** A file may grow while it is copied; a machine in other hands that never ends must not fill the disk. */
const mostOf = ({ bytes }: SealedItem) => 2 * bytes + 1024 * 1024
