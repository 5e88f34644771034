import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { MachineFound } from '@taxi/contract/health.ts'
import { noteCompanion } from '../entrypoints/companion/note-companion.ts'
import { MachineError } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { fakeMachines, fakeParts } from '../testing/fake-parts.ts'
import { liftQuarantine } from './admin/lift-quarantine.ts'
import { endQuarantines } from './end-quarantines.ts'
import { noteUnprepared } from './note-unprepared.ts'
import { watchMachine } from './watch-machine.ts'

const clock = fakeClock()
let database: TestDatabase
let parts: Parts
let machine: { id: string }
let how: { trouble: string[]; isGone: boolean; found: MachineFound }
before(async () => {
  database = await openTestDatabase()
})
after(() => database.close())
beforeEach(async () => {
  how = { trouble: [], isGone: false, found: { fell: { screen: 0, browser: 0 } } }
  machine = await buildMachine(database.db, { driver: 'ssh', joined_at: clock.now() })
  const check = async () => {
    if (how.isGone) throw new MachineError('check', 'no answer within 6 s', true)
    return { healthy: how.trouble.length === 0, trouble: how.trouble, found: how.found }
  }
  parts = fakeParts(database, { now: clock.now, machines: fakeMachines({ [machine.id]: { check } }) })
  await look()
})

/** So many looks, five seconds apart. */
async function look(times = 1): Promise<boolean> {
  let healthy = false
  for (let n = 0; n < times; n++, clock.pass({ seconds: 5 })) healthy = (await watchMachine(parts, machine.id)).healthy
  return healthy
}
/** What was told to be wrong with this machine: its kind, and whether it is over. */
async function incidents(): Promise<string[]> {
  const rows = await database.db.incidents.findMany({
    where: { machine_id: machine.id },
    orderBy: [{ began_at: 'asc' }, { kind: 'asc' }],
  })
  return rows.map(({ kind, ended_at }) => `${kind} ${ended_at ? 'over' : 'open'}`)
}
const status = () => database.db.machine_status.findUniqueOrThrow({ where: { vm_id: machine.id } })
const fall = () => {
  how.found = { fell: { screen: 0, browser: (how.found.fell?.browser ?? 0) + 1 } }
}

test('a machine that is silent twice is ill, one incident however long, over with the first good look', async () => {
  how.isGone = true
  assert.equal(await look(), true)
  assert.equal(await look(), false)
  await look(10)
  assert.deepEqual(await incidents(), ['machine open'])

  how.isGone = false
  assert.equal(await look(), true)
  assert.deepEqual(await incidents(), ['machine over'])
})

test('a browser that fell and came back is an incident of its own and makes nobody ill', async () => {
  fall()
  how.trouble = ['the browser does not answer']
  assert.equal(await look(), true)
  how.trouble = []
  assert.equal(await look(3), true)
  assert.deepEqual(await incidents(), ['fell open'])

  clock.pass({ minutes: 10 })
  await look()
  assert.deepEqual(await incidents(), ['fell over'])
})

test('three falls in ten minutes set the machine aside; a quarter of an hour later it is tried again', async () => {
  for (let n = 0; n < 3; n++) {
    fall()
    await look()
  }
  assert.deepEqual(await incidents(), ['fell open', 'quarantine open'])
  assert.ok((await status()).quarantined_until)

  clock.pass({ minutes: 14 })
  await endQuarantines(parts)
  assert.ok((await status()).quarantined_until)
  clock.pass({ minutes: 1 })
  await endQuarantines(parts)
  await look()
  assert.equal((await status()).quarantined_until, null)
  assert.deepEqual(await incidents(), ['fell over', 'quarantine over'])
  fall()
  await look()
  assert.equal((await status()).quarantined_until, null, 'what it did before counts no longer')
})

test('an administrator lifts it at once, which is written down', async () => {
  for (let n = 0; n < 3; n++) {
    fall()
    await look()
  }
  await liftQuarantine(parts, machine.id)
  await liftQuarantine(parts, machine.id)

  assert.equal((await status()).quarantined_until, null)
  const written = { action: 'machine.lift_quarantine', object_id: machine.id }
  assert.equal(await database.db.audit.count({ where: written }), 1)
})

test('a seat that cannot be made ready counts once for each session, and not where the machine is silent', async () => {
  const slot = await buildSlot(database.db, { machines: [machine.id] })
  const fail = async (error: unknown) => {
    const session = await buildSession(database.db, { person: await buildPerson(database.db), slot })
    for (let n = 0; n < 3; n++) await noteUnprepared(parts, session.id, error)
    await database.db.sessions.delete({ where: { id: session.id } })
  }
  await fail(new MachineError('begin', 'no answer', true))
  await fail(new MachineError('begin', 'the browser does not start'))
  await fail(new MachineError('begin', 'the browser does not start'))
  assert.equal((await status()).quarantined_until, null)
  await fail(new MachineError('begin', 'the browser does not start'))

  assert.ok((await status()).quarantined_until)
})

test('while its seat is being cleaned a machine without a browser is not ill, a silent one is', async () => {
  const slot = await buildSlot(database.db, { machines: [machine.id] })
  const session = await buildSession(database.db, { person: await buildPerson(database.db), slot })
  await database.db.sessions.update({
    where: { id: session.id },
    data: { state: 'ended', end_reason: 'manual', ended_at: clock.now() },
  })
  how.trouble = ['no browser is open']
  assert.equal(await look(4), true)
  assert.deepEqual(await incidents(), [])

  how.isGone = true
  assert.equal(await look(2), false)
  await database.db.sessions.delete({ where: { id: session.id } })
})

test('a companion that stays away from a machine that is well is told, and its return', async () => {
  await noteCompanion(parts, machine.id, { version: '1', address: '198.51.100.7' })
  await noteCompanion(parts, machine.id, null)
  await look(12)
  assert.deepEqual(await incidents(), [])
  await look(2)
  assert.deepEqual(await incidents(), ['companion open'])

  await noteCompanion(parts, machine.id, { version: '1', address: '198.51.100.7' })
  await look()
  assert.deepEqual(await incidents(), ['companion over'])
})

test('a machine that goes out from another address is told once', async () => {
  for (const address of ['198.51.100.7', '198.51.100.7', '', '203.0.113.9', '203.0.113.9'])
    await noteCompanion(parts, machine.id, { version: '1', address })

  const [told, ...more] = await database.db.incidents.findMany({ where: { machine_id: machine.id } })
  assert.deepEqual([told?.kind, told?.why, more.length], ['address', '198.51.100.7 → 203.0.113.9', 0])
})

test('a silent VPN and a wrong clock are told, and over when they are', async () => {
  how.found = { handshake_at: new Date(clock.now().getTime() - 600_000).toISOString() }
  assert.equal(await look(), true)
  assert.deepEqual(await incidents(), ['vpn open'])
  how.found = { clock_ahead_ms: 300_000, handshake_at: clock.now().toISOString() }
  assert.equal(await look(3), false)
  assert.deepEqual(await incidents(), ['vpn over', 'machine open'])
  how.found = { clock_ahead_ms: 0 }
  await look()

  assert.deepEqual(await incidents(), ['vpn over', 'machine over'])
})

test('what is out of service alarms nobody', async () => {
  await database.db.machines.update({ where: { id: machine.id }, data: { is_active: false } })
  how.isGone = true
  await look(5)

  assert.deepEqual(await incidents(), [])
})
