import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { FreshPaths, safeName } from '../../dump/safe-name.ts'
import { type Download, type MachineDriver, MachineError } from './driver.ts'

type Downloads = Pick<MachineDriver, 'put' | 'downloads' | 'fetchDownload' | 'discard'>

/** As much as any seat would take. */
const ROOM = 10 * 1024 ** 3

/** The Downloads of a machine that is a folder. `mustHold` throws unless the seat is the session's. */
export function dryDownloads(folder: string, mustHold: (sessionId: string) => void): Downloads {
  const names = () => (existsSync(folder) ? readdirSync(folder) : [])
  const known = (sessionId: string, path: string) => {
    mustHold(sessionId)
    if (!names().includes(path)) throw new MachineError('downloads', 'there is no such file', false, 'path')
    return join(folder, path)
  }

  return {
    async put(sessionId, name, size, body) {
      mustHold(sessionId)
      mkdirSync(folder, { recursive: true })
      const waiting = join(folder, '..', `put-${crypto.randomUUID()}`)
      try {
        // What breaks off is shorter than promised.
        await pipeline(body, createWriteStream(waiting)).catch(() => {})
        if (statSync(waiting).size !== size) throw new MachineError('put', 'the file broke off', false, 'short')
        mustHold(sessionId)
        const path = freeName(names(), safeName(name))
        await rename(waiting, join(folder, path))
        return download(folder, path)
      } finally {
        rmSync(waiting, { force: true })
      }
    },
    async downloads(sessionId) {
      mustHold(sessionId)
      return { files: names().map(path => download(folder, path)), room: ROOM }
    },
    async *fetchDownload(sessionId, path) {
      yield* createReadStream(known(sessionId, path))
    },
    async discard(sessionId, path) {
      rmSync(known(sessionId, path))
    },
  }
}

function freeName(taken: string[], name: string): string {
  const fresh = new FreshPaths()
  for (const path of taken) fresh.fresh(path)
  return fresh.fresh(name)
}

function download(folder: string, path: string): Download {
  const { size, mtime } = statSync(join(folder, path))
  return { path, bytes: size, at: mtime.toISOString(), whole: !path.endsWith('.crdownload') }
}
