import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { MachineDriver } from './driver.ts'
import { createDry } from './dry.ts'

const seat = { slotId: 'demo-1', profile: 'demo-1', startUrl: 'http://127.0.0.1/' }
let folder: string
let dry: MachineDriver
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taxi-dry-'))
  dry = createDry({ folder })
  await dry.up(seat)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a dry machine is healthy but shows no screen, unless a test brings one', async () => {
  assert.deepEqual(await dry.check(), { healthy: true, trouble: [] })
  await assert.rejects(dry.screen(), /has no screen/)

  const withScreen = createDry({ folder, screen: { host: '127.0.0.1', port: 5901 } })

  assert.deepEqual(await withScreen.screen(), { host: '127.0.0.1', port: 5901 })
})

test('what is left on a dry machine is sealed once, and another copy of the driver finds it', async () => {
  await dry.begin('s1', seat)
  writeFileSync(join(folder, 'Downloads/план.txt'), 'содержимое')

  const { items } = await dry.seal('s1', 2, new Date())
  await dry.clean('s1', seat)

  assert.deepEqual(
    items.map(({ path, bytes, status }) => [path, bytes, status]),
    [['downloads/план.txt', 20, 'complete']],
  )
  const worker = createDry({ folder })
  assert.deepEqual(await worker.seal('s1', 2, new Date()), { items })
  const chunks: Uint8Array[] = []
  for await (const chunk of worker.fetch('s1', 'downloads/план.txt', 10)) chunks.push(chunk)
  assert.equal(Buffer.concat(chunks).toString(), 'жимое')
  assert.deepEqual(
    (await worker.leftovers()).map(({ sessionId }) => sessionId),
    ['s1'],
  )
  await worker.forget('s1')
  assert.deepEqual(await dry.leftovers(), [])
  assert.deepEqual(await dry.sealed('s1'), { items: [] })
})

test('what was moved aside before the server died in the middle of sealing is sealed all the same', async () => {
  await dry.begin('s1', seat)
  mkdirSync(join(folder, 'sealed/s1/downloads'), { recursive: true })
  writeFileSync(join(folder, 'sealed/s1/downloads/moved.txt'), 'moved')
  writeFileSync(join(folder, 'Downloads/left.txt'), 'left')

  const { items } = await dry.seal('s1', 2, new Date())

  assert.deepEqual(items.map(({ path }) => path).toSorted(), ['downloads/left.txt', 'downloads/moved.txt'])
})

test('a dirty dry machine is given to nobody else', async () => {
  await dry.begin('s1', seat)
  await dry.begin('s1', seat)

  await assert.rejects(dry.begin('s2', seat), /dirty from session s1/)
  await assert.rejects(dry.clean('s2', seat), /dirty from session s1/)

  assert.equal(await dry.dirty(), 's1')
})

test('no path leads out of what is sealed', async () => {
  await assert.rejects(async () => {
    for await (const _ of dry.fetch('s1', '../../dirty.json')) assert.fail('nothing to read')
  }, /nothing sealed/)
})
