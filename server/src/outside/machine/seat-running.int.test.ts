import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { childPid, openTestSeat, processesOf, type TestSeat, until } from '../../testing/test-seat.ts'
import { identityOf } from '../alive.ts'
import { MachineError } from './driver.ts'
import { SeatError } from './seat.ts'

let machine: TestSeat
beforeEach(async () => {
  machine = await openTestSeat()
})
afterEach(() => machine.close())

/** The browser answers, and is another one than `before`. */
const isBack = (before: number | null) => async () => {
  const pid = machine.browserPid()
  return pid !== null && pid !== before && (await machine.driver.check()).healthy
}

test('a seat comes up with its page on a screen that is not blank', async () => {
  const seen = machine.site.report('/')

  await machine.driver.up(machine.seat)

  assert.equal((await seen).webdriver, false, 'the page must not see automation')
  const { healthy, trouble, found } = await machine.driver.check()
  assert.deepEqual({ healthy, trouble }, { healthy: true, trouble: [] })
  assert.equal(found?.clock_ahead_ms, 0)
  assert.deepEqual(found?.fell, { screen: 0, browser: 0 })
  await machine.driver.begin('s1', machine.seat)
  const { items } = await machine.driver.seal('s1', 1, new Date())
  assert.equal(items[0]?.status, 'complete')
  assert.ok((items[0]?.bytes ?? 0) > 8_000)
})

test('the screen takes the size of a window, and the next session finds it as it was', async () => {
  const fills = (size: string) => until(`windows of ${size}`, async () => (await machine.visit('/')).window === size)
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)

  assert.equal(await machine.driver.resize({ width: 1000, height: 1300 }), true)
  await fills('1000x1300')
  await machine.driver.begin('s1', machine.seat)
  await fills('1000x1300')
  await machine.driver.clean('s1', machine.seat)
  await machine.driver.begin('s2', machine.seat)

  await fills('1440x900')
  await assert.rejects(machine.driver.resize({ width: 700, height: 600 }), SeatError)
})

test('a seat that is up is left alone by a second up', async () => {
  await machine.driver.up(machine.seat)
  const before = machine.browserPid()

  await machine.driver.up(machine.seat)

  assert.equal(machine.browserPid(), before)
})

const fallen = async () => (await machine.driver.check()).found?.fell ?? { screen: -1, browser: -1 }

test('a killed browser comes back by itself, and its fall is counted', async () => {
  await machine.driver.up(machine.seat)
  const [before, { browser }] = [machine.browserPid(), await fallen()]

  process.kill(Number(before), 'SIGKILL')

  await until('another browser', isBack(before))
  assert.equal((await fallen()).browser, browser + 1)
})

test('whoever closes the last window gets a new one, which is no fall', async () => {
  await machine.driver.up(machine.seat)
  const [before, falls] = [machine.browserPid(), await fallen()]

  await machine.closeAllTabs()

  await until('another browser', isBack(before))
  assert.deepEqual(await fallen(), falls)
})

test('when the screen is killed, screen, windows and browser come back', async () => {
  await machine.driver.up(machine.seat)
  const [screen, browser] = [childPid(machine.folder, 'screen'), machine.browserPid()]
  const falls = await fallen()

  process.kill(Number(screen), 'SIGKILL')

  await until('another browser', isBack(browser))
  assert.notEqual(childPid(machine.folder, 'screen'), screen)
  assert.ok(childPid(machine.folder, 'windows'))
  assert.equal((await fallen()).screen, falls.screen + 1)
})

test('a browser that hangs is replaced', async () => {
  await machine.driver.up(machine.seat)
  changeConfig({ probe_s: 0.5 })
  await machine.script(upWords())
  const before = machine.browserPid()

  process.kill(Number(before), 'SIGSTOP')

  await until('another browser', isBack(before), 40_000)
})

test('missing packages are named with the command that installs them', async () => {
  await machine.driver.up(machine.seat)
  changeConfig({ chromium: '/nowhere/chromium' })

  await assert.rejects(machine.script(upWords()), /packages are missing: chromium. Run: sudo apt-get install chromium/)
})

test('a machine low on disk says so and takes no more files', async () => {
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
  changeConfig({ disk_floor_mb: 1_000_000_000 })

  const { healthy, trouble } = await machine.driver.check()

  assert.equal(healthy, false)
  assert.match(trouble.join(), /^only \d+ MB of disk are free$/)
  await assert.rejects(
    machine.script(['put', '--session', 's1', '--name', 'a.txt', '--length', '7'], 'content'),
    (error: unknown) => error instanceof SeatError && error.exit === 5,
  )
})

test('a reboot of a machine that this computer is starts screen and browser anew', async () => {
  await machine.driver.up(machine.seat)
  const before = machine.browserPid()

  await machine.script(['reboot'])

  assert.notEqual(machine.browserPid(), before)
  assert.equal((await machine.driver.check()).healthy, true)
})

test('a seat with a new geometry gets a new screen, but not under somebody’s hands', async () => {
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
  const screen = childPid(machine.folder, 'screen')
  changeConfig({ geometry: '1280x800' })

  await machine.script(upWords())
  assert.equal(childPid(machine.folder, 'screen'), screen)
  await machine.driver.clean('s1', machine.seat)

  assert.notEqual(childPid(machine.folder, 'screen'), screen)
})

test('a restarted server takes the running seat over with the same browser', async () => {
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
  const browser = machine.browserPid()
  const killed = spawn('sleep', ['60'])
  await ownedBy(killed.pid ?? 0, 60)
  killed.kill('SIGKILL')

  const restarted = machine.anotherServer()
  await restarted.up(machine.seat)

  assert.equal(machine.browserPid(), browser)
  assert.equal(await restarted.dirty(), 's1')
})

test('a seat whose server does not come back shuts down and stays dirty', async () => {
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
  const server = spawn('sleep', ['60'])
  await ownedBy(server.pid ?? 0, 1)

  server.kill('SIGKILL')

  await until('everything ended', () => processesOf(machine.folder).length === 0)
  assert.equal(await machine.driver.dirty(), 's1')
})

test('a seat whose supervisor was killed is made anew, without strangers left over', async () => {
  await machine.driver.up(machine.seat)
  const before = machine.browserPid()
  const supervisor = JSON.parse(readFileSync(join(machine.folder, 'run/supervisor.json'), 'utf8')) as { pid: number }

  process.kill(supervisor.pid, 'SIGKILL')
  await machine.driver.up(machine.seat)

  assert.equal((await machine.driver.check()).healthy, true)
  assert.equal(identityOf(before ?? 0), '', 'the old browser is gone')
})

test('down leaves no process behind', async () => {
  await machine.driver.up(machine.seat)
  assert.ok(processesOf(machine.folder).length > 3)

  await machine.driver.down()

  assert.deepEqual(processesOf(machine.folder), [])
})

test('a seat moves to other ports when somebody has taken its own', async () => {
  await machine.driver.up(machine.seat)
  const before = machine.places()
  await machine.driver.down()
  const stranger = createServer()
  await new Promise<void>(resolve => stranger.listen(before.rfb_port, '127.0.0.1', resolve))

  await machine.driver.up(machine.seat).finally(() => stranger.close())

  assert.notEqual(machine.places().rfb_port, before.rfb_port)
  assert.deepEqual(await machine.driver.screen(), { host: '127.0.0.1', port: machine.places().rfb_port })
})

test('a lock that a browser on another computer left in the profile does not keep it closed', async () => {
  const profile = join(machine.folder, 'profiles/demo-1')
  mkdirSync(profile, { recursive: true })
  symlinkSync('another-computer-1', join(profile, 'SingletonLock'))

  await machine.driver.up(machine.seat)

  assert.equal((await machine.driver.check()).healthy, true)
})

test('a machine that was never started says so', async () => {
  await assert.rejects(machine.driver.check(), (error: unknown) => error instanceof MachineError && error.gone)
  assert.equal(await machine.driver.dirty(), null)
})

test('a dirty seat comes up with the page of whoever left it, not of the next', async () => {
  await machine.driver.up(machine.seat)
  await machine.driver.begin('s1', machine.seat)
  const before = machine.browserPid()
  const next = { slotId: 'other', profile: 'other', startUrl: `${machine.site.url}/other` }

  await machine.driver.up(next)

  assert.equal(machine.browserPid(), before)
  await assert.rejects(machine.driver.begin('s2', next), /still dirty from session s1/)
})

test('another slot gets its own profile and page', async () => {
  await machine.driver.up(machine.seat)
  const seen = machine.site.report('/other')

  await machine.driver.begin('s1', { slotId: 'other', profile: 'other', startUrl: `${machine.site.url}/other` })

  await seen
})

/** Hands the seat to another process, as if that were its server. */
async function ownedBy(pid: number, graceSeconds: number): Promise<void> {
  const born = Number(identityOf(pid).split('@')[1])
  changeConfig({ owner: { pid, born }, owner_grace_s: graceSeconds })
  await machine.script(upWords())
}

const upWords = () => ['up', '--profile', machine.seat.profile, '--url', machine.seat.startUrl]

function changeConfig(change: Record<string, unknown>): void {
  const file = join(machine.folder, 'seat.json')
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...config, ...change }))
}
