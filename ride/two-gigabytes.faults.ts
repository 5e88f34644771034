import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Client } from '@taxi/contract/client.ts'
import { Manifest } from '@taxi/contract/dumps.ts'
import { processesOf, pssOf } from '../bench/processes.ts'
import { fileSum } from '../server/src/dump/file-sum.ts'
import { linkTelegram } from './link-telegram.ts'
import { sitDown } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

const run = promisify(execFile)
const PHONE = 5_550_005
const MIB = 1024 * 1024
const HOUR_MS = 3_600_000
/** Two gigabytes: many that share a zip, some that fill one, one that no Telegram carries. */
const SIZES = [...Array.from({ length: 60 }, () => 12), ...Array.from({ length: 24 }, () => 45), 200].map(
  mebibytes => mebibytes * MIB,
)
const MOST_GROWTH = 64e6

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

test('a session of two gigabytes: memory stays flat, every part opens by itself, every sum is right', async () => {
  const client = await world.asAdmin()
  await linkTelegram(world, client, PHONE)
  // The first dump of a server's life also loads what all later ones use.
  await sitDown(world, client)
  await releasedAndDelivered(client, 60_000)
  const seat = await sitDown(world, client)
  const sums = new Map(SIZES.map((bytes, n) => [`downloads/film-${n}.mp4`, download(`film-${n}.mp4`, bytes)]))
  const [server = 0] = processesOf(world.dataDir).server
  const rest = pssOf(server) * 1e6
  let most = rest
  const look = setInterval(() => {
    most = Math.max(most, pssOf(server) * 1e6)
  }, 250)

  await releasedAndDelivered(client, HOUR_MS)
  clearInterval(look)

  const dump = (await client.call('sessions')).find(session => session.id === seat.sessionId)?.dump
  const folder = join(world.dataDir, 'dumps', dump?.id ?? '')
  const zips = dump?.parts.filter(part => part.name.endsWith('.zip')) ?? []
  for (const { name, sha256 } of zips) {
    await run('unzip', ['-tqq', join(folder, name)])
    assert.equal((await fileSum(join(folder, name))).sha256, sha256, name)
  }
  const [first] = zips
  const { stdout } = await run('unzip', ['-p', join(folder, first?.name ?? ''), 'manifest.json'], {
    maxBuffer: 64 * MIB,
  })
  const manifest = Manifest.parse(JSON.parse(stdout))
  for (const [path, sha256] of sums) assert.equal(manifest.items.find(item => item.path === path)?.sha256, sha256, path)

  const mark = dump?.id.slice(0, 8) ?? ''
  const shown = world.botApi
    .documents(PHONE)
    .filter(message => message.document?.name.includes(mark))
    .map(message => message.document?.sha256)
  const small = dump?.parts.filter(part => part.bytes <= 49 * MIB) ?? []
  assert.deepEqual(shown.toSorted(), small.map(part => part.sha256).toSorted())
  const link = world.botApi.chat(PHONE).find(message => message.text.includes('/api/large-files/'))
  assert.ok(link, 'the largest came as a link')
  assert.ok(
    most - rest < MOST_GROWTH,
    `memory grew by ${Math.round((most - rest) / 1e6)} MB from ${Math.round(rest / 1e6)}`,
  )
})

/** Asked seldom: answers with eighty items each would be measured too. */
async function releasedAndDelivered(client: Client, ms: number): Promise<void> {
  await client.call('release', { params: { id: 'demo-1' } })
  const isDelivered = async () => {
    await sleep(2_000)
    return (await client.call('sessions'))[0]?.dump?.state === 'delivered'
  }
  await until('the dump came', isDelivered, ms)
}

/** Lays a file where the machine's browser keeps its downloads; its sum. */
function download(name: string, bytes: number): string {
  const file = openSync(join(world.dataDir, 'machines/local/home/Downloads', name), 'w')
  const hash = createHash('sha256')
  for (let left = bytes; left > 0; left -= MIB) {
    const block = randomBytes(Math.min(left, MIB))
    hash.update(block)
    writeSync(file, block)
  }
  closeSync(file)
  return hash.digest('hex')
}
