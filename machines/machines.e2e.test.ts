import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@taxi/contract/client.ts'
import { dumpOf } from '../ride/dump-of.ts'
import { invited } from '../ride/invited.ts'
import { type Seated, takeSeat } from '../ride/sit-down.ts'
import { rideThrough } from '../ride/take-ride.ts'
import { untilWarm } from '../ride/until-warm.ts'
import { openWorld, until, type World } from '../ride/world.ts'
import { companionKey } from '../server/src/outside/companion/companion-key.ts'
import { type Brought, bringMachine } from './bring-machine.ts'
import { CACHE, type Debian, startDebian } from './debian.ts'
import { type MachineSeat, machineSeat } from './machine-seat.ts'
import { filesWith, leaveTraces, tracesLeft } from './traces.ts'

const ID = 'vm-01'
const PATIENCE_MS = 60_000
const demo = { params: { id: 'demo-1' } }
const say = (line: string) => console.log(line)

describe('a machine from an empty Debian', { timeout: 11 * 60_000 }, () => {
  let debian: Debian
  let world: World
  let boss: Client
  let vera: Client
  let brought: Brought
  let seat: MachineSeat
  const bring = async () => {
    debian = await startDebian(CACHE, say)
    world = await openWorld({ LOCAL_MACHINE: 'no' })
    boss = await world.asAdmin()
    brought = await bringMachine(boss, debian, ID, 'demo-1', 2)
    // On a busy computer the roles outlast a token.
    boss = await world.asAdmin()
    vera = await invited(world, boss, 'Vera')
    seat = machineSeat(debian, brought, (await companionKey(world.dataDir)).id)
  }
  // Where nothing was fetched before, all of a Debian is.
  before(bring, { timeout: 9 * 60_000 })
  after(async () => {
    await world?.close()
    await debian?.close()
  })

  const page = () => `${world.url}/practice`
  const machine = async () => (await boss.call('machines')).find(({ vm_id }) => vm_id === ID)
  const onAir = async () => (await machine())?.companion
  const isFree = async () => (await boss.call('slots')).find(({ id }) => id === 'demo-1')?.state === 'free'
  const cookie = (name: string) =>
    seat.inCompanion<string | undefined>(
      `chrome.cookies.get({ url: '${page()}', name: '${name}' }).then(cookie => cookie?.value)`,
    )
  /** As a service does that renews its sign-in. */
  const renewSignIn = (value: string) =>
    seat.inCompanion(
      `chrome.cookies.set({ url: '${page()}', name: 'renewed', value: '${value}', expirationDate: Date.now() / 1000 + 86400 })`,
    )
  /** A server with a newer companion in it takes the place of this one. */
  async function upgrade(): Promise<string> {
    await world.kill()
    const file = join(world.dataDir, 'companion/packed.json')
    const packed = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...packed, made_from: 'an older build' }))
    await world.start()
    return packed.version.replace(/\d+$/, String(packed.count + 1))
  }

  it('is brought into service by the roles, and a second run of them changes nothing', async () => {
    const [first, second] = brought.runs
    assert.ok(first && second && first.changed > 0)
    assert.match(first.printed, /finds the machine in order/)
    assert.doesNotMatch(first.printed, /PRIVATE KEY/)
    assert.deepEqual([second.changed, second.failed], [0, 0])
  })

  it('takes a person from the popup’s first run to the dump on their phone', { timeout: 3 * PATIENCE_MS }, async () => {
    const report = await rideThrough(world, ID, { say })

    assert.ok(report.ok)
    assert.deepEqual(report.dump.incomplete, [])
    assert.equal((await debian.asRoot('systemctl is-system-running')).trim(), 'running')
    assert.equal((await debian.asRoot('ps -o user= -C chromium | sort -u')).trim(), 'seat')
    assert.equal(existsSync(join(debian.root, 'var/lib/taxi/dirty.json')), false)
  })

  it('a newer companion goes on air between sessions, the browser running on', async () => {
    const before = await until('the companion is on air', onAir)
    const pid = await seat.browserPid()
    assert.ok(pid)

    const offered = await upgrade()
    await until(`companion ${offered} is on air`, async () => (await onAir())?.version === offered, 2 * PATIENCE_MS)

    assert.notEqual(offered, before.version)
    assert.equal(await seat.browserPid(), pid)
  })

  it('the next person finds none of eight traces, and is still signed in, also by a cookie set a second before', async () => {
    await untilWarm(boss, ID)
    const mark = `mark${Date.now().toString(36)}`
    const { desk } = await takeSeat(world, vera)
    await copyOnScreen({ desk }, mark)
    await leaveTraces(seat, mark, page())
    const signedIn = await until('the account is signed in', () => cookie('practice_account'))

    await renewSignIn(mark)
    await sleep(1_000)
    await vera.call('release', demo)
    await until('the slot is free', isFree, PATIENCE_MS)

    assert.deepEqual(await tracesLeft(seat, mark), [])
    assert.deepEqual([await cookie('practice_account'), await cookie('renewed')], [signedIn, mark])
    await seat.inCompanion(`chrome.cookies.remove({ url: '${page()}', name: 'renewed' })`)
    assert.deepEqual(await filesWith(seat, mark), [])
  })

  it('a cookie set a second before its service is started anew is there afterwards', async () => {
    await renewSignIn('before-restart')
    await sleep(1_000)

    await debian.asRoot('systemctl restart taxi-seat.service')
    await until('the seat is back', () => cookie('renewed').catch(() => ''), PATIENCE_MS)

    assert.equal(await cookie('renewed'), 'before-restart')
  })

  it('a newer companion waits until the session is over, and is on air after it', {
    timeout: 3 * PATIENCE_MS,
  }, async () => {
    await untilWarm(boss, ID)
    const before = await until('the companion is on air', onAir, PATIENCE_MS)
    const { desk } = await takeSeat(world, vera)
    const pid = await seat.browserPid()

    const offered = await upgrade()
    await until('its line is back', async () => (await onAir())?.connected, PATIENCE_MS)
    const { status } = await seat.inCompanion<{ status: string }>('chrome.runtime.requestUpdateCheck()')
    await sleep(5_000)

    assert.deepEqual([(await onAir())?.version, await seat.browserPid()], [before.version, pid], status)
    desk.close()
    await vera.call('release', demo)
    await until(`companion ${offered} is on air`, async () => (await onAir())?.version === offered, 2 * PATIENCE_MS)
  })

  it('a reboot in the middle of a session: first the dump, then the wipe, and the account stays signed in', {
    timeout: 4 * PATIENCE_MS,
  }, async () => {
    await untilWarm(boss, ID)
    const mark = `reboot${Date.now().toString(36)}`
    const seated = await takeSeat(world, vera)
    await seated.write(`asked before the reboot`)
    await seat.inCompanion(`chrome.downloads.download({ url: 'data:text/plain,${mark}', filename: '${mark}.txt' })`)
    await until('the file is there', async () => (await seat.asSeat('ls /var/lib/taxi/home/Downloads')).includes(mark))
    const signedIn = await cookie('practice_account')
    await renewSignIn(mark)
    await sleep(1_000)

    await debian.goDown()
    await vera.call('release', demo)
    assert.ok(existsSync(join(debian.root, `var/lib/taxi/home/Downloads/${mark}.txt`)), 'nothing is wiped yet')
    await debian.boot()
    await until('the slot is free', isFree, 3 * PATIENCE_MS)

    const { files } = await dumpOf(vera, seated.sessionId)
    assert.equal(files.get(`downloads/${mark}.txt`), mark)
    assert.ok([...files].some(([name, text]) => name.endsWith('.md') && text.includes('asked before the reboot')))
    assert.deepEqual(await tracesLeft(seat, mark), [])
    assert.deepEqual([await cookie('practice_account'), await cookie('renewed')], [signedIn, mark])
  })
})

/** Types it on the machine's screen, marks it all and copies it. */
async function copyOnScreen({ desk }: Pick<Seated, 'desk'>, text: string): Promise<void> {
  const CONTROL = 0xffe3
  const press = (keysym: number) => {
    desk.send('key', keysym, 1)
    desk.send('key', keysym, 0)
  }
  for (const letter of text) press(letter.charCodeAt(0))
  for (const letter of 'ac') {
    desk.send('key', CONTROL, 1)
    press(letter.charCodeAt(0))
    desk.send('key', CONTROL, 0)
  }
  await sleep(500)
}
