import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type MachineDriver, MachineError, type SealedItem, type SealReport } from './driver.ts'
import { dryDownloads } from './dry-downloads.ts'

export interface DryMachine {
  /** What it keeps lies here, so that every copy of the driver (the dump worker is another thread) sees the same. */
  folder: string
  /** A real screen, for tests that bring one. */
  screen?: { host: string; port: number }
}

/**
 * No machine behind it: always ready, at once. Sessions begin, seal and clean on disk alone; files laid into
 * `<folder>/Downloads` are what its "person" leaves. For training, tests and load.
 */
export function createDry({ folder, screen }: DryMachine): MachineDriver {
  const downloads = join(folder, 'Downloads')
  const mark = join(folder, 'dirty.json')
  const sealedFolder = (sessionId: string) => join(folder, 'sealed', sessionId)
  const reportFile = (sessionId: string) => join(sealedFolder(sessionId), 'seal.json')
  const report = (sessionId: string): SealReport =>
    existsSync(reportFile(sessionId)) ? JSON.parse(readFileSync(reportFile(sessionId), 'utf8')) : { items: [] }

  const held = () => (existsSync(mark) ? (JSON.parse(readFileSync(mark, 'utf8')) as { session: string }).session : null)

  return {
    async up() {
      mkdirSync(downloads, { recursive: true })
    },
    async begin(sessionId, _seat, follows) {
      const dirty = await this.dirty()
      if (dirty && dirty !== sessionId && dirty !== follows)
        throw new MachineError('begin', `the seat is still dirty from session ${dirty}`)
      mkdirSync(downloads, { recursive: true })
      writeFileSync(mark, JSON.stringify({ session: sessionId }))
    },
    async screen() {
      if (!screen) throw new MachineError('screen', 'a dry machine has no screen')
      return screen
    },
    async password() {},
    async resize() {
      return false
    },
    async seal(sessionId, part) {
      if (part === 1 || existsSync(reportFile(sessionId))) return part === 1 ? { items: [] } : report(sessionId)
      const items = sealDownloads(downloads, sealedFolder(sessionId))
      writeFileSync(`${reportFile(sessionId)}.new`, JSON.stringify({ items }))
      renameSync(`${reportFile(sessionId)}.new`, reportFile(sessionId))
      return { items }
    },
    async clean(sessionId) {
      const dirty = await this.dirty()
      if (dirty && dirty !== sessionId) throw new MachineError('clean', `the seat is dirty from session ${dirty}`)
      rmSync(downloads, { recursive: true, force: true })
      rmSync(mark, { force: true })
    },
    async sealed(sessionId) {
      return report(sessionId)
    },
    async *fetch(sessionId, path, offset = 0) {
      const known = report(sessionId).items.some(item => item.path === path)
      if (!known || !existsSync(join(sealedFolder(sessionId), path)))
        throw new MachineError('fetch', 'nothing sealed has this path')
      yield* createReadStream(join(sealedFolder(sessionId), path), { start: offset })
    },
    async forget(sessionId) {
      rmSync(sealedFolder(sessionId), { recursive: true, force: true })
    },
    ...dryDownloads(downloads, sessionId => {
      if (held() !== sessionId) throw new MachineError('downloads', `the seat is not of session ${sessionId}`)
    }),
    async thumbnail() {
      throw new MachineError('thumbnail', 'a dry machine has no screen')
    },
    async leftovers() {
      const sealed = join(folder, 'sealed')
      const sessions = existsSync(sealed) ? readdirSync(sealed) : []
      return sessions.map(sessionId => ({ sessionId, sealedAt: statSync(join(sealed, sessionId)).mtime }))
    },
    async check() {
      return { healthy: true, trouble: [] }
    },
    async dirty() {
      return held()
    },
    async restart() {},
    async join() {},
    clipboard: () => null,
    async down() {},
  }
}

const STILL_RUNNING = 'the download was still running when the session ended'

/** Moves what is finished; names what is not. A run that was cut off in between finds its earlier moves again. */
function sealDownloads(downloads: string, target: string): SealedItem[] {
  const aside = join(target, 'downloads')
  mkdirSync(aside, { recursive: true })
  const names = existsSync(downloads) ? readdirSync(downloads) : []
  const isRunning = (name: string) => name.endsWith('.crdownload')
  for (const name of names.filter(name => !isRunning(name))) renameSync(join(downloads, name), join(aside, name))
  const kind = 'download' as const
  const moved = readdirSync(aside).map(name => {
    const content = readFileSync(join(aside, name))
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { path: `downloads/${name}`, kind, bytes: content.length, sha256, status: 'complete' as const }
  })
  const running = names.filter(isRunning).map(name => {
    const path = `downloads/${name.replace(/\.crdownload$/, '')}`
    return { path, kind, bytes: 0, sha256: null, status: 'partial' as const, why: STILL_RUNNING }
  })
  return [...moved, ...running]
}
