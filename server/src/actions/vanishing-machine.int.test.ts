import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DumpItem } from '@taxi/contract/dumps.ts'
import { closingSteps } from '../domain/dump.ts'
import { type EndingWorld, openEndingWorld, type Seated } from '../testing/ending-world.ts'
import { endSession } from './end-session.ts'
import { settlePulled } from './settle-pulled.ts'

let world: EndingWorld
before(async () => {
  world = await openEndingWorld()
})
after(() => world.close())

/** The clock goes on, seats and dumps are looked at, as long as this takes. */
async function work(seated: Seated, minutes: number): Promise<void> {
  for (let n = 0; n < minutes * 6; n += 1) {
    world.clock.pass({ seconds: 10 })
    await world.giveBack(seated)
    await world.workOnDumps()
  }
}

async function itemsOf(seated: Seated): Promise<DumpItem[]> {
  const { dump } = await world.rowOf(seated)
  return (dump?.items ?? []) as unknown as DumpItem[]
}

/** What the person made is there, whole. A dry machine takes no picture of its screen. */
async function assertWhole(seated: Seated): Promise<void> {
  const { dump, freed_at } = await world.rowOf(seated)
  const items = await itemsOf(seated)
  assert.ok(freed_at, 'the seat is free')
  assert.equal(dump?.state, 'kept')
  assert.equal(dump?.not_before, null, 'nothing is owed any more')
  const lacking = items.filter(
    item => item.status !== 'complete' && item.kind !== 'screenshot' && item.kind !== 'clipboard',
  )
  assert.deepEqual(lacking, [])
  assert.ok(items.some(item => item.path === 'downloads/report.txt'))
  assert.ok(items.some(item => item.path.endsWith('.md') && item.kind === 'chat'))
}

for (const step of closingSteps)
  test(`a machine that vanishes before ${step} and comes back ten minutes later loses nothing`, async () => {
    const seated = await world.sit('chat open')
    const index = closingSteps.indexOf(step)
    const before = closingSteps[index - 1]
    world.onReach(point => before && point === `close.${before}.noted` && world.vanish(seated.machine.id))
    if (!before) world.vanish(seated.machine.id)

    await endSession(world.parts, { sessionId: seated.session.id, reason: 'machine_lost' })
    await work(seated, 1)
    assert.equal((await world.rowOf(seated)).freed_at, null, 'nobody is let in meanwhile')
    await work(seated, 9)
    world.onReach(() => {})
    world.comeBack(seated.machine.id)
    await work(seated, 1)

    await assertWhole(seated)
    assert.equal(await world.db.dumps.count({ where: { session_id: seated.session.id } }), 1)
  })

test('a machine that vanishes while it is pulled from, chats here: they go ahead, the rest follows as a supplement', async () => {
  const seated = await world.sit('chat open')
  world.onReach(point => point === 'close.seal_files.noted' && world.vanish(seated.machine.id))
  await endSession(world.parts, { sessionId: seated.session.id, reason: 'manual' })
  await work(seated, 2)

  const first = await itemsOf(seated)
  assert.ok(first.some(item => item.kind === 'chat' && item.status === 'complete'))
  assert.match(first.find(item => item.path === 'downloads/report.txt')?.why ?? '', /machine is down/)

  world.onReach(() => {})
  world.comeBack(seated.machine.id)
  await work(seated, 10)
  await assertWhole(seated)
})

test('a machine that never comes back: after a day the dump names what it had, and its seat stays closed', async () => {
  const seated = await world.sit('download running')
  world.vanish(seated.machine.id)
  await endSession(world.parts, { sessionId: seated.session.id, reason: 'machine_lost' })
  await work(seated, 1)
  world.clock.pass({ hours: 24 })
  await work(seated, 6)

  const { dump, freed_at } = await world.rowOf(seated)
  assert.equal(dump?.state, 'kept')
  assert.equal(freed_at, null)
  assert.ok((await itemsOf(seated)).some(item => item.status === 'missing' && item.why))
})

test('a machine that answers before its seat was sealed is not told to forget', async () => {
  const seated = await world.sit('chat open')
  world.onReach(point => point === 'close.tabs.noted' && world.vanish(seated.machine.id))
  await endSession(world.parts, { sessionId: seated.session.id, reason: 'machine_lost' })
  await work(seated, 1)
  world.onReach(() => {})
  world.comeBack(seated.machine.id)

  // The dumps job looks first.
  world.clock.pass({ minutes: 6 })
  await world.workOnDumps()
  await settlePulled(world.parts)
  assert.notEqual((await world.rowOf(seated)).dump?.state, 'kept')

  await work(seated, 6)
  await assertWhole(seated)
})
