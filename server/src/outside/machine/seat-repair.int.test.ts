import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { childPid, openTestSeat, type TestSeat } from '../../testing/test-seat.ts'
import type { MachineDriver, ProfileCopy } from './driver.ts'
import { SeatError } from './seat.ts'

let machine: TestSeat
let driver: Required<Pick<MachineDriver, 'restart' | 'backUpProfile' | 'restoreProfile' | 'profileCopies'>>
before(async () => {
  machine = await openTestSeat()
  const { restart, backUpProfile, restoreProfile, profileCopies } = machine.driver as MachineDriver
  assert.ok(restart && backUpProfile && restoreProfile && profileCopies)
  driver = { restart, backUpProfile, restoreProfile, profileCopies }
  await machine.driver.up(machine.seat)
})
after(() => machine.close())

const profile = 'demo-1'
const profileDir = () => join(machine.folder, 'profiles', profile)

test('screen and browser start anew, and a dirty seat shows what was left in it', async () => {
  const before = [childPid(machine.folder, 'screen'), machine.browserPid()]
  await machine.driver.begin('s1', machine.seat)

  await driver.restart({ ...machine.seat, profile: 'another' })

  assert.notDeepEqual([childPid(machine.folder, 'screen'), machine.browserPid()], before)
  assert.equal((await machine.driver.check()).healthy, true)
  assert.equal(await machine.driver.dirty(), 's1')
  assert.ok(!existsSync(join(machine.folder, 'profiles/another')))
  await machine.driver.clean('s1', machine.seat)
})

test('a profile is copied at rest, comes back as it was, and what it was until then is kept too', async () => {
  const isSignedIn = async () => (await machine.visit('/')).cookie.includes('signed_in')
  await driver.backUpProfile(profile)
  const [copy] = await driver.profileCopies(profile)
  assert.ok(copy && copy.bytes > 0)
  assert.ok(Date.now() - copy.at.getTime() < 120_000)
  assert.ok(!readdirSync(join(machine.folder, 'copies', profile, copy.copy, 'Default')).includes('Cache'))
  await machine.visit('/sign-in')
  assert.equal(await isSignedIn(), true)

  await driver.restoreProfile(profile, copy.copy)
  assert.equal(await isSignedIn(), false)
  const [replaced, ...others] = await driver.profileCopies(profile)
  assert.equal(others.length, 1)
  await driver.restoreProfile(profile, replaced?.copy ?? '')

  assert.equal(await isSignedIn(), true)
  assert.equal((await machine.driver.check()).healthy, true)
})

test('three copies are kept', async () => {
  const names = (copies: ProfileCopy[]) => copies.map(({ copy }) => copy)
  await driver.backUpProfile(profile)
  const before = names(await driver.profileCopies(profile))
  await driver.backUpProfile(profile)

  const after = names(await driver.profileCopies(profile))

  assert.equal(after.length, 3)
  assert.deepEqual(after.slice(1), before.slice(0, 2))
})

test('nothing is copied or put back while somebody has the seat', async () => {
  await machine.driver.begin('s2', machine.seat)
  const [copy] = await driver.profileCopies(profile)
  const browser = machine.browserPid()

  await assert.rejects(driver.backUpProfile(profile), { reason: 'dirty' })
  await assert.rejects(driver.restoreProfile(profile, copy?.copy ?? ''), { reason: 'dirty' })

  assert.equal(machine.browserPid(), browser)
  await machine.driver.clean('s2', machine.seat)
})

test('a profile is put back whole also when the power went in the middle', async () => {
  await machine.script(['down'])
  const restored = join(machine.folder, 'profiles/.demo-2.restored')
  mkdirSync(join(restored, 'Default'), { recursive: true })
  writeFileSync(join(restored, 'Default/mark'), 'whole')

  await machine.driver.up({ ...machine.seat, profile: 'demo-2' })

  assert.ok(existsSync(join(machine.folder, 'profiles/demo-2/Default/mark')))
})

test('a copy that is not there, or is somewhere else, is refused', async () => {
  for (const copy of ['20000101T000000000Z', '../../x'])
    await assert.rejects(driver.restoreProfile(profile, copy), SeatError)
})

test('the lock of a dead browser is cleared; that of a living one never', async () => {
  await machine.script(['down'])
  symlinkSync(`${hostname()}-999999`, join(profileDir(), 'SingletonLock'))

  await machine.driver.up(machine.seat)

  const living = machine.browserPid()
  assert.equal((await machine.driver.check()).healthy, true)
  await assert.rejects(machine.script(['unlock', '--profile', profile]), /holds the profile/)
  assert.equal(machine.browserPid(), living)
})
