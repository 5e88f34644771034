import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { workOnDump } from './entrypoints/jobs/dumps-loop.ts'
import type { CrashPoint } from './faults.ts'
import { startTestPostgres } from './testing/database.ts'
import { openDumpWorld } from './testing/dump-world.ts'
import { fakeClock } from './testing/fake-clock.ts'
import { openZip } from './testing/open-zip.ts'

const MIB = 1024 * 1024
const SMALL_DISK_MB = 60

if (process.env.TAXI_ON_SMALL_DISK) onSmallDisk()
else
  test('on a disk of 60 MB, in a mount namespace of its own', async () => {
    // The database lies elsewhere: it is the dumps' disk that is full.
    const postgres = process.env.TAXI_TEST_DATABASE_URL ? null : await startTestPostgres()
    after(() => postgres?.close())
    const folder = mkdtempSync(join(tmpdir(), 'taxi-small-disk-'))
    after(() => rmSync(folder, { recursive: true, force: true }))
    const mount = `mount -t tmpfs -o size=${SMALL_DISK_MB}m tmpfs "$TMPDIR" && exec "$@"`
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env
    const words = ['-rm', 'sh', '-c', mount, 'sh', process.execPath, '--test', fileURLToPath(import.meta.url)]
    const { status, stdout, stderr } = spawnSync('unshare', words, {
      env: {
        ...environment,
        ...(postgres ? { TAXI_TEST_DATABASE_URL: postgres.url } : {}),
        TMPDIR: folder,
        TAXI_ON_SMALL_DISK: '1',
      },
      encoding: 'utf8',
    })
    assert.equal(status, 0, stdout + stderr)
  })

function onSmallDisk(): void {
  test('a disk that is full at a write: nothing half-made is seen, and the dump is whole once there is room again', async () => {
    const clock = fakeClock()
    let reached: (point: CrashPoint) => void = () => {}
    const world = await openDumpWorld({}, { now: clock.now, faults: { reach: point => reached(point) } })
    after(() => world.close())
    const ballast = join(world.dataDir, 'ballast')
    /** What was fetched first, and its zip, meet a disk that another has filled meanwhile. */
    const fillAt = (point: CrashPoint) => {
      reached = at => {
        if (at === point && !existsSync(ballast)) writeFileSync(ballast, Buffer.alloc(freeBytes(world.dataDir) - MIB))
      }
    }
    const makeRoom = () => {
      reached = () => {}
      rmSync(ballast)
      clock.pass({ minutes: 10 })
    }
    const work = async () => {
      while (await workOnDump(world.parts, 'test'));
    }
    const bodies = { 'downloads/a.mp4': randomBytes(5 * MIB), 'downloads/b.mp4': randomBytes(5 * MIB) }
    const left = await world.left({ machine: bodies })
    const row = () => world.db.dumps.findUniqueOrThrow({ where: { id: left.dump.id } })

    fillAt('pull.item')
    await work()
    assert.equal((await row()).state, 'pulling')
    assert.match((await row()).last_error ?? '', /ENOSPC|no space/i)
    makeRoom()

    fillAt('assemble.page')
    await work()
    assert.equal((await row()).state, 'assembling')
    assert.match((await row()).last_error ?? '', /ENOSPC|no space/i)
    assert.deepEqual(
      readdirSync(left.folder).filter(name => /\.(html|zip)$/.test(name)),
      [],
    )
    makeRoom()

    await work()
    const { state, parts } = await row()
    assert.equal(state, 'kept')
    const [, zip] = parts as { name: string }[]
    const files = await openZip(join(left.folder, zip?.name ?? ''))
    for (const [path, body] of Object.entries(bodies)) assert.deepEqual(files.get(path), body)
  })
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
