import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { journalFolder, pulledFolder } from '../dump/folders.ts'
import { workOnDump } from '../entrypoints/jobs/dumps-loop.ts'
import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import type { Machines } from '../parts.ts'
import { type DumpWorld, leftOfEverything, ONE_PIXEL, openDumpWorld } from '../testing/dump-world.ts'
import { expireDumps } from './expire-dumps.ts'
import { settlePulled } from './settle-pulled.ts'

let world: DumpWorld
let clock = 0
before(async () => {
  world = await openDumpWorld({}, { now: () => new Date(Date.now() + clock) })
})
after(() => world.close())

const rowOf = (id: string) => world.db.dumps.findUniqueOrThrow({ where: { id } })

/** Everything that is due now is done. */
async function work(parts = world.parts): Promise<void> {
  while (await workOnDump(parts, 'test'));
}

/** Machines of which every one behaves like this. */
function machinesWith(change: (driver: MachineDriver) => Partial<MachineDriver>): Machines {
  return {
    async driver(id) {
      const real = await world.parts.machines.driver(id)
      return { ...real, ...change(real) }
    },
    async close() {},
  }
}
const gone = () => Promise.reject(new MachineError('sealed', 'no answer', true))

test('a fetch that is cut goes on where it stopped', async () => {
  const body = randomBytes(3 * 1024 * 1024)
  const left = await world.left({
    ...leftOfEverything,
    machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.bin': body },
  })
  const offsets: number[] = []
  let cuts = 0
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset = 0) {
      if (path === 'downloads/a.bin') offsets.push(offset)
      let sent = 0
      for await (const chunk of real.fetch(session, path, offset)) {
        yield chunk
        sent += chunk.length
        if (path === 'downloads/a.bin' && cuts < 2 && sent > 500_000) {
          cuts += 1
          throw new MachineError('fetch', 'the line was cut', true)
        }
      }
    },
  }))

  for (let n = 0; n < 3; n += 1) {
    await work({ ...world.parts, machines })
    clock += 60_000
  }
  await work()

  assert.equal(offsets.length, 3)
  assert.ok(offsets[0] === 0 && (offsets[1] ?? 0) >= 500_000 && (offsets[2] ?? 0) > (offsets[1] ?? 0))
  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; sha256: string }[]
  const item = items.find(entry => entry.path === 'downloads/a.bin')
  assert.equal(item?.status, 'complete')
  assert.equal(item?.sha256, createHash('sha256').update(body).digest('hex'))
})

test('what arrives other than it was sealed is fetched once more, then kept and called partial', async () => {
  const left = await world.left({
    ...leftOfEverything,
    machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.txt': 'as sealed' },
  })
  let fetched = 0
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset) {
      if (path !== 'downloads/a.txt') return yield* real.fetch(session, path, offset)
      fetched += 1
      yield Buffer.from('something else')
    },
  }))

  await work({ ...world.parts, machines })

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; why?: string }[]
  const item = items.find(entry => entry.path === 'downloads/a.txt')
  assert.equal(fetched, 2)
  assert.deepEqual([item?.status, item?.why], ['partial', 'it changed while it was copied'])
})

test('a machine that brings without end is cut off, and what else it holds arrives', async () => {
  const left = await world.left({
    ...leftOfEverything,
    machine: { 'screenshot.png': ONE_PIXEL, 'downloads/a.txt': 'a small file', 'downloads/b.txt': 'another' },
  })
  let brought = 0
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset) {
      if (path !== 'downloads/a.txt') return yield* real.fetch(session, path, offset)
      for (; ; brought += 65_536) yield Buffer.alloc(65_536)
    },
  }))

  await work({ ...world.parts, machines })

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string; why?: string }[]
  const standing = (path: string) => items.find(entry => entry.path === path)
  assert.equal(standing('downloads/a.txt')?.status, 'missing')
  assert.match(standing('downloads/a.txt')?.why ?? '', /far more than it said/)
  assert.equal(standing('downloads/b.txt')?.status, 'complete')
  assert.ok(brought < 8 * 1024 * 1024, `${brought} bytes`)
})

test('a machine that is down is asked again when it is back', async () => {
  const left = await world.left(leftOfEverything)

  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })
  const waiting = await rowOf(left.dump.id)
  clock += 120_000
  await work()

  assert.equal(waiting.state, 'pulling')
  assert.match(waiting.last_error ?? '', /no answer/)
  assert.ok((waiting.not_before?.getTime() ?? 0) > Date.now() - 1000)
  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  assert.deepEqual(
    (row.items as { status: string }[]).filter(item => item.status !== 'complete'),
    [],
  )
})

test('chats that are here do not wait for a machine that is down; what it holds follows when it is back', async () => {
  const left = await world.left(leftOfEverything)
  const silent = { ...world.parts, machines: machinesWith(() => ({ sealed: gone })) }
  for (let n = 0; n < 5; n += 1) {
    await work(silent)
    clock += 10_000
  }

  const first = await rowOf(left.dump.id)
  assert.equal(first.state, 'kept')
  const items = first.items as { path: string; status: string; why?: string }[]
  assert.ok(items.some(item => item.path.endsWith('.md') && item.status === 'complete'))
  assert.match(items.find(item => item.path === 'downloads/отчёт за ноябрь.txt')?.why ?? '', /machine is down/)
  await settlePulled(world.parts)
  assert.ok(existsSync(join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)))

  clock += 10 * 60_000
  await work()

  const all = await rowOf(left.dump.id)
  assert.equal(all.state, 'kept')
  assert.equal(all.not_before, null)
  assert.deepEqual(
    (all.items as { status: string }[]).filter(item => item.status !== 'complete'),
    [],
  )
  assert.equal(existsSync(join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)), false)
})

test('what was fetched before the machine went silent for good is in the dump', async () => {
  const left = await world.left(leftOfEverything)
  const machines = machinesWith(real => ({
    async *fetch(session, path, offset) {
      if (path.endsWith('.csv')) throw new MachineError('fetch', 'the line was cut', true)
      yield* real.fetch(session, path, offset)
    },
  }))
  await work({ ...world.parts, machines })
  await world.db.dumps.update({ where: { id: left.dump.id }, data: { deadline: new Date(Date.now() + clock) } })
  clock += 60_000
  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })

  const items = (await rowOf(left.dump.id)).items as { path: string; status: string }[]
  assert.deepEqual(
    items.filter(item => item.status === 'missing').map(item => item.path),
    ['downloads/вложено/два.csv'],
  )
})

test('after the deadline the dump goes on without the machine and names what it had', async () => {
  const left = await world.left(leftOfEverything)
  await world.db.dumps.update({ where: { id: left.dump.id }, data: { deadline: new Date(Date.now() + clock - 1) } })

  await work({ ...world.parts, machines: machinesWith(() => ({ sealed: gone })) })

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'kept')
  const items = row.items as { path: string; status: string; why?: string }[]
  const missing = items.filter(item => item.status === 'missing')
  assert.deepEqual(missing.map(item => item.path).toSorted(), [
    'clipboard.txt',
    'downloads/вложено/два.csv',
    'downloads/отчёт за ноябрь.txt',
    'screenshot.png',
    'selection.txt',
  ])
  assert.ok(missing.every(item => item.why === 'the machine did not answer until the deadline'))
  assert.ok(items.some(item => item.path.endsWith('.md') && item.status === 'complete'))
})

test('once a dump is finished the machine forgets, and the second copies here go', async () => {
  const left = await world.left(leftOfEverything)
  const sealed = join(world.dataDir, 'machines', left.machineId, 'sealed', left.session.id)
  assert.ok(existsSync(sealed))
  await work()

  assert.equal(existsSync(sealed), false)
  assert.equal(existsSync(pulledFolder(world.parts.config, left.dump.id)), false)
  assert.equal(existsSync(journalFolder(world.parts.config, left.session.id)), false)
  assert.deepEqual(readdirSync(left.folder).length, 2)
})

test('a machine that is down when it should forget is told later', async () => {
  const left = await world.left(leftOfEverything)
  const machines = machinesWith(() => ({ forget: gone }))
  await work({ ...world.parts, machines })
  assert.ok(existsSync(pulledFolder(world.parts.config, left.dump.id)))

  await settlePulled(world.parts)

  assert.equal(existsSync(pulledFolder(world.parts.config, left.dump.id)), false)
})

test('a dump whose worker died is taken up by the next once its lease is over', async () => {
  const left = await world.left(leftOfEverything)
  await world.db.dumps.update({
    where: { id: left.dump.id },
    data: { lease_owner: 'dead', lease_until: new Date(Date.now() + clock + 10_000), attempts: 1 },
  })

  await work()
  assert.equal((await rowOf(left.dump.id)).state, 'pulling')
  clock += 11_000
  await work()

  assert.equal((await rowOf(left.dump.id)).state, 'kept')
})

test('too little disk puts pulling off and leaves nothing half-written', async () => {
  const left = await world.left(leftOfEverything)
  const config = { ...world.parts.config, DISK_FLOOR_MB: 1_000_000 }
  await work({ ...world.parts, config })

  const row = await rowOf(left.dump.id)
  assert.equal(row.state, 'pulling')
  assert.match(row.last_error ?? '', /too little free disk/)
  clock += 120_000
  await work()
  assert.equal((await rowOf(left.dump.id)).state, 'kept')
})

test('after its days a dump is gone: files, content and folders that belong to nobody', async () => {
  const left = await world.left(leftOfEverything)
  await work()
  const orphan = join(world.dataDir, 'dumps', '00000000-0000-4000-8000-000000000000')
  mkdirSync(orphan, { recursive: true })

  clock += 15 * 24 * 3600_000
  await expireDumps(world.parts)

  const row = await rowOf(left.dump.id)
  assert.deepEqual([row.state, row.items, row.parts, row.sealed], ['expired', [], [], {}])
  assert.equal(existsSync(left.folder), false)
  assert.equal(existsSync(orphan), false)
})
