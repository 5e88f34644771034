import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { personOf } from '../db/read/person.ts'
import { wallTimeOf } from '../domain/booking-time.ts'
import { type MachineDriver, MachineError, type Seat } from '../outside/machine/driver.ts'
import type { Parts } from '../parts.ts'
import { buildPerson, buildSlot } from '../testing/build.ts'
import { type EndingWorld, openEndingWorld } from '../testing/ending-world.ts'
import { copyProfile } from './admin/copy-profile.ts'
import { rebootMachine } from './admin/reboot-machine.ts'
import { copyProfilesAtNight } from './copy-profiles-at-night.ts'
import { endSession } from './end-session.ts'
import { handOverSession } from './hand-over-session.ts'
import { joinQueue } from './join-queue.ts'
import { occupySlot } from './occupy-slot.ts'
import { offerTurns } from './offer-turns.ts'
import { rebootDevice } from './reboot-device.ts'
import { restartSlot } from './restart-slot.ts'
import { watchMachine } from './watch-machine.ts'
import { workOnRepair } from './work-on-repair.ts'

let world: EndingWorld
/** What the machines were told, in order. */
let told: string[]
let parts: Parts
before(async () => {
  world = await openEndingWorld()
  const machines: Parts['machines'] = {
    async driver(id) {
      const driver = await world.parts.machines.driver(id)
      const repairs: Partial<MachineDriver> = {
        restart: async (seat: Seat) => void told.push(`restart ${seat.profile}`),
        reboot: async () => void told.push('reboot'),
        backUpProfile: async profile => void told.push(`copy ${profile}`),
        restoreProfile: async (profile, copy) => void told.push(`restore ${profile} ${copy}`),
      }
      return new Proxy(driver, { get: (_, verb: keyof MachineDriver) => repairs[verb] ?? driver[verb] })
    },
    close: world.parts.machines.close,
  }
  parts = { ...world.parts, machines }
})
beforeEach(() => {
  told = []
})
after(() => world.close())

const staff = async (role: 'operator' | 'admin') => personOf(await buildPerson(world.db, { role }))
const rowOf = ({ id }: { id: string }) => world.db.repairs.findUniqueOrThrow({ where: { id } })

function minutesUntil(clock: string): number {
  const { startTime } = wallTimeOf(world.clock.now(), world.parts.config.COMPANY_TIMEZONE)
  const [now, then] = [startTime, clock].map(time => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
  return ((then ?? 0) - (now ?? 0) + 24 * 60) % (24 * 60)
}

test('whoever sits at a slot that is started anew is out and told, their work is sealed before, and only then it happens', async () => {
  const seated = await world.sit('chat open')
  const by = await staff('operator')
  await world.db.people.update({ where: { id: seated.person.id }, data: { telegram_id: 77n } })

  const repair = await restartSlot(parts, { by, slotId: seated.slot.id, note: 'it hangs' })
  await workOnRepair(parts, repair.id)

  const { end_reason, ended_by, end_note, dump } = await world.rowOf(seated)
  assert.deepEqual([end_reason, ended_by, end_note, dump?.state], ['kicked', by.name, 'it hangs', 'sealing'])
  assert.equal(
    await world.db.deliveries.count({ where: { dedupe_key: { startsWith: `kicked:${seated.session.id}` } } }),
    1,
  )
  assert.deepEqual(told, [], 'not while the seat is being closed')

  assert.equal(await world.giveBack(seated), true)
  await assert.rejects(occupySlot(parts, { person: by, slotId: seated.slot.id }), { code: 'slot.repair' })
  await workOnRepair(parts, repair.id)

  assert.deepEqual(told, [`restart ${seated.slot.id}`])
  assert.equal((await rowOf(repair)).state, 'done')
  await world.workOnDumps()
  assert.equal((await world.rowOf(seated)).dump?.state, 'kept')
  const next = await occupySlot(parts, { person: personOf(seated.person), slotId: seated.slot.id })
  assert.equal(next.started, true)
})

test('a seat that cannot be cleaned is started anew all the same, and what was sealed is delivered', async () => {
  const seated = await world.sit('chat open')
  world.onReach(point => point === 'close.keep_cookies.noted' && world.vanish(seated.machine.id))

  const repair = await restartSlot(parts, { by: await staff('admin'), slotId: seated.slot.id })
  assert.equal(await world.giveBack(seated), false)
  await workOnRepair(parts, repair.id)

  assert.deepEqual(told, [`restart ${seated.slot.id}`])
  world.onReach(() => {})
  world.comeBack(seated.machine.id)
  world.clock.pass({ seconds: 10 })
  assert.equal(await world.giveBack(seated), true)
  await world.workOnDumps()
  assert.equal((await world.rowOf(seated)).dump?.state, 'kept')
})

test('nobody is given a machine that is being rebooted, until a later look finds it well', async () => {
  const seated = await world.sit('nothing')
  const waiting = personOf(await buildPerson(world.db))
  await joinQueue(parts, { person: waiting, line: { slotId: seated.slot.id } })

  const repair = await rebootDevice(parts, { by: await staff('admin'), slotId: seated.slot.id })
  await world.giveBack(seated)
  await workOnRepair(parts, repair.id)
  await workOnRepair(parts, repair.id)
  await offerTurns(parts)

  world.vanish(seated.machine.id)
  await watchMachine(parts, seated.machine.id)
  world.comeBack(seated.machine.id)

  assert.deepEqual(told, ['reboot'])
  assert.equal(await world.db.incidents.count({ where: { machine_id: seated.machine.id } }), 0, 'nobody is alarmed')
  assert.equal((await rowOf(repair)).state, 'running')
  assert.equal(await world.db.offers.count({ where: { slot_id: seated.slot.id } }), 0)

  world.clock.pass({ seconds: 40 })
  const well = { is_healthy: true, failing_since: null, updated_at: world.clock.now() }
  await world.db.machine_status.upsert({
    where: { vm_id: seated.machine.id },
    create: { vm_id: seated.machine.id, ...well },
    update: well,
  })
  await workOnRepair(parts, repair.id)
  await offerTurns(parts)

  assert.equal((await rowOf(repair)).state, 'done')
  assert.equal(await world.db.offers.count({ where: { slot_id: seated.slot.id } }), 1)
})

test('a machine that refuses is told as a failure with its reason, and takes people again', async () => {
  const seated = await world.sit('nothing')
  const driver = async (id: string) => ({
    ...(await world.parts.machines.driver(id)),
    reboot: () => Promise.reject(new MachineError('reboot', 'sudo refused')),
  })
  const stubborn = { ...parts, machines: { ...parts.machines, driver } }

  const repair = await rebootMachine(stubborn, { by: await staff('admin'), machineId: seated.machine.id })
  await world.giveBack(seated)
  await workOnRepair(stubborn, repair.id)

  const { state, why } = await rowOf(repair)
  assert.deepEqual([state, why], ['failed', 'sudo refused'])
  assert.ok((await occupySlot(parts, { person: personOf(seated.person), slotId: seated.slot.id })).started)
})

test('a machine is repaired once at a time, by whichever door it was asked', async () => {
  const seated = await world.sit('nothing')
  const by = await staff('admin')
  await restartSlot(parts, { by, slotId: seated.slot.id })

  await assert.rejects(restartSlot(parts, { by, slotId: seated.slot.id }), { code: 'slot.repair' })
  await assert.rejects(rebootMachine(parts, { by, machineId: seated.machine.id }), { code: 'slot.repair' })
})

test('a colleague is not given a seat that is about to be started anew', async () => {
  const seated = await world.sit('nothing', { first_frame_at: world.clock.now() })
  const heir = await buildPerson(world.db)
  await handOverSession(parts, { personId: seated.person.id, sessionId: seated.session.id, heirId: heir.id })

  await restartSlot(parts, { by: await staff('admin'), slotId: seated.slot.id })
  assert.equal(await world.giveBack(seated), true)

  assert.equal(await world.db.sessions.count({ where: { person_id: heir.id } }), 0)
})

test('a profile is copied and put back by hand at a free seat only, and nobody is sent away for it', async () => {
  const seated = await world.sit('nothing')
  const by = await staff('admin')
  const wanted = { by, machineId: seated.machine.id, profile: seated.slot.id }

  await assert.rejects(copyProfile(parts, wanted), { code: 'machine.in-use' })
  await assert.rejects(copyProfile(parts, { ...wanted, profile: 'other' }), { code: 'machine.no-profile' })
  await endSession(parts, { sessionId: seated.session.id, reason: 'manual' })
  const repair = await copyProfile(parts, { ...wanted, copy: '20261123T090000000Z' })
  await workOnRepair(parts, repair.id)
  assert.deepEqual(told, [], 'not while the seat is being closed')
  await world.giveBack(seated)
  await workOnRepair(parts, repair.id)

  assert.deepEqual(told, [`restore ${seated.slot.id} 20261123T090000000Z`])
})

test('every repair stands in the log with who asked for it and why', async () => {
  const { machine, slot } = await world.sit('nothing')
  const by = await staff('admin')
  const done = async (repair: { id: string }) => {
    await world.db.repairs.update({ where: { id: repair.id }, data: { state: 'done', over_at: world.clock.now() } })
  }

  await done(await restartSlot(parts, { by, slotId: slot.id, note: 'it hangs' }))
  await world.db.sessions.updateMany({ where: { slot_id: slot.id }, data: { freed_at: world.clock.now() } })
  await done(await rebootDevice(parts, { by, slotId: slot.id }))
  await done(await rebootMachine(parts, { by, machineId: machine.id, note: 'still hangs' }))
  await done(await copyProfile(parts, { by, machineId: machine.id, profile: slot.id }))
  await done(await copyProfile(parts, { by, machineId: machine.id, profile: slot.id, copy: '20261123T090000000Z' }))

  const rows = await world.db.audit.findMany({
    where: { object_id: machine.id, action: { startsWith: 'machine.' } },
    orderBy: { id: 'asc' },
  })
  assert.deepEqual(
    rows.map(({ action, reason }) => [action, reason]),
    [
      ['machine.restart', 'it hangs'],
      ['machine.reboot', null],
      ['machine.reboot', 'still hangs'],
      ['machine.backup', null],
      ['machine.restore', null],
    ],
  )
})

test('at night a profile somebody worked with is copied once, by day never', async () => {
  const seated = await world.sit('nothing')
  await endSession(parts, { sessionId: seated.session.id, reason: 'manual' })
  await world.giveBack(seated)
  const copies = () => world.db.repairs.findMany({ where: { machine_id: seated.machine.id } })

  await copyProfilesAtNight(parts)
  assert.equal((await copies()).length, 0)
  world.clock.pass({ minutes: minutesUntil('03:30') })
  for (let n = 0; n < 3; n += 1) {
    await copyProfilesAtNight(parts)
    for (const { id } of await copies()) await workOnRepair(parts, id)
    world.clock.pass({ minutes: 1 })
  }

  const rows = (await copies()).map(({ kind, profile, state, asked_by }) => [kind, profile, state, asked_by])
  assert.deepEqual(rows, [['backup', seated.slot.id, 'done', null]])
})

test('who may: an operator restarts, an administrator reboots, nobody else either', async () => {
  const { id: slotId } = await buildSlot(world.db)
  const [member, operator] = [personOf(await buildPerson(world.db)), await staff('operator')]

  await assert.rejects(restartSlot(parts, { by: member, slotId }), { code: 'auth.not-allowed' })
  await assert.rejects(rebootDevice(parts, { by: operator, slotId }), { code: 'auth.not-allowed' })
  await assert.rejects(rebootMachine(parts, { by: operator, machineId: 'any' }), { code: 'auth.not-allowed' })
})
