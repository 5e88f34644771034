import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { endQuarantines } from './actions/end-quarantines.ts'
import { noteSignIn } from './actions/note-sign-in.ts'
import { openSickMachine, type SickMachine } from './testing/sick-machine.ts'
import { childPid } from './testing/test-seat.ts'
import { until } from './testing/until.ts'

const MINUTE = 60_000
/** So soon it is known that a machine is dead. */
const DETECTED_MS = 20_000

let world: SickMachine
let earlier: { begun: number; over: number }
before(async () => {
  world = await openSickMachine()
})
after(() => world?.close())
beforeEach(async () => {
  await world.stands('well')
  earlier = await world.told()
})

/** What administrators were told in this test. */
async function told() {
  const { begun, over } = await world.told()
  return { begun: begun - earlier.begun, over: over - earlier.over }
}

/** Ill with these words, told once however often it is looked at, and over by itself once it is mended. */
async function illAndWell(words: RegExp, mend: () => unknown): Promise<void> {
  assert.match((await world.health()).trouble, words)
  assert.deepEqual(await told(), { begun: 0, over: 0 }, 'what is over at once is nobody’s business')
  world.pass(MINUTE)
  await until('the alert', async () => (await told()).begun === 1)
  const { updated_at } = await world.db.machine_status.findUniqueOrThrow({ where: { vm_id: world.machine.id } })
  await until('another look', async () => {
    const status = await world.db.machine_status.findUniqueOrThrow({ where: { vm_id: world.machine.id } })
    return status.updated_at > updated_at
  })
  assert.deepEqual((await world.health()).open, ['machine'])
  await mend()
  await world.stands('well')
  assert.deepEqual((await world.health()).open, [])
  assert.deepEqual(await told(), { begun: 1, over: 1 })
  assert.ok(await world.isStillAtWork(), 'the person at the seat is where they were')
  // What it did badly counts no more.
  world.pass(11 * MINUTE)
}

test('a VPN that is silent is told once, and once that it speaks again', async () => {
  world.say({ handshake_s: 10 * 60 })
  await until('the incident', async () => (await world.health()).open.includes('vpn'))
  assert.equal((await world.health()).state, 'well', 'the machine itself answers')
  world.say({ handshake_s: 5 })
  await until('it is over', async () => (await world.health()).open.length === 0)

  assert.deepEqual(await told(), { begun: 1, over: 1 })
  world.sayTheTruth()
})

test('a machine that stops answering without a word is known to be gone within twenty seconds', async () => {
  world.far.line.freeze()
  const took = await world.stands('ill')

  assert.ok(took <= DETECTED_MS, `${Math.round(took)} ms`)
  await illAndWell(/check: /, () => world.far.line.mend())
})

test('an sshd that is stopped for two minutes makes the machine ill, and ends nobody’s session', async () => {
  world.far.sshd.stop()
  const took = await world.stands('ill')

  assert.ok(took <= DETECTED_MS, `${Math.round(took)} ms`)
  await illAndWell(/does not answer/, async () => {
    world.pass(MINUTE)
    await world.far.sshd.start()
  })
})

test('a full disk is named, and the machine is well when there is room again', async () => {
  world.wantDisk(1_000_000_000)
  await world.stands('ill')

  await illAndWell(/only \d+ MB of disk are free/, () => world.wantDisk(1))
})

test('a clock that is ten minutes ahead is named, and the machine is well when it is right again', async () => {
  world.say({ ahead_ms: 10 * MINUTE })
  await world.stands('ill')

  await illAndWell(/the clock is \d+ s ahead/, world.sayTheTruth)
})

for (const what of ['browser', 'screen'] as const)
  test(`a ${what} that is killed is back by itself, and that it fell is told once`, async () => {
    const pid = childPid(world.seat.folder, what)
    process.kill(Number(pid), 'SIGKILL')

    await until('it is told', async () => (await told()).begun === 1)
    await until(`another ${what}`, () => ![null, pid].includes(childPid(world.seat.folder, what)))
    await world.stands('well')
    assert.deepEqual((await world.health()).open, ['fell'])
    assert.ok(await world.isStillAtWork())

    world.pass(11 * MINUTE)
    await until('nobody needs to hear more', async () => (await world.health()).open.length === 0)
    assert.deepEqual(await told(), { begun: 1, over: 0 })
  })

test('a browser that falls again and again sets its machine aside, and after a while it is tried again by itself', async () => {
  for (let fallen = 0; fallen < 3; fallen++) {
    const pid = childPid(world.seat.folder, 'browser')
    process.kill(Number(pid), 'SIGKILL')
    await until('another browser', () => ![null, pid].includes(childPid(world.seat.folder, 'browser')))
    const counted = () =>
      world.db.machine_errors.count({ where: { at: { gt: new Date(world.parts.now().getTime() - 10 * MINUTE) } } })
    await until('it counts', async () => (await counted()) > fallen, 60_000)
  }
  await world.stands('set_aside')
  assert.equal((await told()).begun, 2, 'that it fell, and that it is set aside')

  world.pass(16 * MINUTE)
  await endQuarantines(world.parts)
  await world.stands('well')
  await until('nothing is open', async () => (await world.health()).open.length === 0)
})

test('a sign-in that is lost makes the slot sick and is told once, and so is that it is back', async () => {
  const { machine, slot, parts } = world
  const found = (found: 'signed_out' | 'signed_in') =>
    noteSignIn(parts, { machineId: machine.id, service: slot.service, found, since: parts.now() })
  await found('signed_out')
  await found('signed_out')
  assert.deepEqual((await world.health()).open, ['sign_in'])

  await found('signed_in')

  assert.deepEqual((await world.health()).open, [])
  assert.deepEqual(await told(), { begun: 1, over: 1 })
})
