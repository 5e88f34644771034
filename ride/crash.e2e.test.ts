import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@taxi/contract/client.ts'
import { commandOf } from '../server/src/outside/alive.ts'
import { linkTelegram } from './link-telegram.ts'
import { sitDown, sitDownAgain } from './sit-down.ts'
import { openWorld, until, type World } from './world.ts'

const PHONE = 5_550_002
let world: World
let client: Client

before(async () => {
  world = await openWorld()
  client = await world.asAdmin()
  await linkTelegram(world, client, PHONE)
})
after(() => world.close())

/** The pages of dumps on the phone; each dump has one. */
const pages = () => world.botApi.documents(PHONE).filter(message => message.document?.name.endsWith('.html'))

async function restart(): Promise<void> {
  await world.kill()
  await world.start()
  client = await world.signIn()
}

/** The process of the practice machine's browser; 0 while there is none. */
function browserOf(dataDir: string): number {
  const profile = `--user-data-dir=${dataDir}/machines/local/profiles/`
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const found = pids.find(pid => {
    const words = commandOf(Number(pid))
    return words.includes(profile) && !words.includes('--type=')
  })
  return Number(found ?? 0)
}

/** The slot is free again, the dump came, and a little later it still came only once. */
async function endsProperly(already: number): Promise<void> {
  await until(
    'the slot is free',
    async () => (await client.call('slot', { params: { id: 'demo-1' } })).state === 'free',
    60_000,
  )
  await until(
    'the dump is delivered',
    async () => (await client.call('sessions'))[0]?.dump?.state === 'delivered',
    60_000,
  )
  await sleep(2_000)
  assert.equal(pages().length, already + 1)
}

test('a server killed during a live session gives the person the same browser back, and the dump holds both halves', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('before the crash')

  await restart()
  const [session] = await client.call('sessions')
  assert.equal(session?.ended_at, null)
  const again = await sitDownAgain(world, client, seat.sessionId)
  await again.write('after the crash')
  await client.call('release', { params: { id: 'demo-1' } })

  await endsProperly(already)
  const dump = (await client.call('sessions'))[0]?.dump
  assert.equal(dump?.chats, 1)
  assert.ok(
    dump?.items.every(item => item.status === 'complete'),
    JSON.stringify(dump?.items),
  )
})

test('a server killed while it seals goes on sealing, and the dump arrives once', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('sealed in two halves')
  await client.call('release', { params: { id: 'demo-1' } })
  await sleep(400)

  await restart()

  await endsProperly(already)
})

test('a server killed while it assembles starts over, and the dump arrives once', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('assembled twice')
  await client.call('release', { params: { id: 'demo-1' } })
  await until('the dump is out of sealing', async () => (await client.call('sessions'))[0]?.dump?.state !== 'sealing')

  await restart()

  await endsProperly(already)
})

test('a server killed while it sends leaves exactly one page and one archive on the phone', async () => {
  const already = pages().length
  const archives = () => world.botApi.documents(PHONE).filter(message => message.document?.name.endsWith('.zip')).length
  const before = archives()
  const seat = await sitDown(world, client)
  await seat.write('sent twice')
  const uploads = () => world.botApi.calls.filter(call => call.method === 'editMessageMedia').length
  const seen = uploads()
  world.botApi.fail('editMessageMedia', { slow: 3_000 })
  await client.call('release', { params: { id: 'demo-1' } })
  await world.botApi.waitFor(() => uploads() > seen, 30_000)

  await restart()

  await endsProperly(already)
  assert.equal(archives(), before + 1)
})

test('Telegram away: the dump waits and arrives when Telegram is back', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('held back')
  await world.botApi.down()
  await client.call('release', { params: { id: 'demo-1' } })
  await until(
    'the slot is free',
    async () => (await client.call('slot', { params: { id: 'demo-1' } })).state === 'free',
  )
  assert.equal(pages().length, already)

  await world.botApi.up()

  await endsProperly(already)
})

test('a machine’s browser that is killed comes back, its companion goes on with the session, and nothing is missing in the dump', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('before the browser died')
  const killed = browserOf(world.dataDir)
  // Chromium writes cookies every 30 s; one killed sooner would come back as somebody new.
  const cookies = join(world.dataDir, 'machines/local/profiles/demo-1/Default/Cookies')
  await until('the sign-in on disk', async () => readFileSync(cookies).includes('practice_account'), 60_000)

  process.kill(killed, 'SIGKILL')
  await until('another browser', async () => browserOf(world.dataDir) !== killed && browserOf(world.dataDir) > 0)
  await until('its companion', async () => (await client.call('machines'))[0]?.companion.connected)
  await sleep(2_000)
  await seat.write('after the browser died')
  await client.call('release', { params: { id: 'demo-1' } })

  await endsProperly(already)
  const dump = (await client.call('sessions'))[0]?.dump
  assert.ok(
    dump?.items.every(item => item.status === 'complete'),
    JSON.stringify(dump?.items),
  )
})

test('a kick darkens the desk within a second, says by whom and why, and the dump still comes', async () => {
  const already = pages().length
  const seat = await sitDown(world, client)
  await seat.write('kicked out')

  const kicked = performance.now()
  await client.call('kick', { params: { id: seat.sessionId }, body: { reason: 'Нужно для показа' } })
  await seat.desk.closed
  const dark = performance.now() - kicked

  assert.ok(dark < 1_000, `${dark} ms`)
  const [session] = await client.call('sessions')
  assert.equal(session?.end_reason, 'kicked')
  assert.equal(session?.end_note, 'Нужно для показа')
  await endsProperly(already)
})
