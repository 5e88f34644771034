import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { occupySlot } from './occupy-slot.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const guest = async (name?: string) => server.signIn(await buildPerson(server.parts.db, name ? { name } : {}))
const at = (slot: { id: string }) => ({ params: { id: slot.id } })

test('a free slot is taken in one go: session, machine, end and a way to its desk', async () => {
  const slot = await buildSlot(server.parts.db, { max_minutes: 30 })
  const anna = await guest()

  const before = Date.now()
  const occupied = await anna.client.call('occupy', at(slot))

  assert.equal(occupied.started, true)
  assert.match(occupied.guacamole_url, new RegExp(`/desk/${occupied.session_id}#p=[\\w-]{43}$`))
  const minutes = (Date.parse(occupied.ends_at) - before) / 60_000
  assert.ok(minutes > 29.9 && minutes < 30.2, `${minutes} minutes`)
  const session = await anna.client.call('session', { params: { id: occupied.session_id } })
  assert.equal(session.state, 'preparing')
  assert.equal(session.vm_id, occupied.vm_id)
  assert.ok((session.phases.lease ?? -1) >= 0)
})

test('of two people at the same instant one gets the slot, the other hears who has it', async () => {
  const slot = await buildSlot(server.parts.db)
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  const results = await Promise.allSettled([
    anna.client.call('occupy', at(slot)),
    boris.client.call('occupy', at(slot)),
  ])

  const winner = results[0].status === 'fulfilled' ? 'Anna' : 'Boris'
  const loser = winner === 'Anna' ? results[1] : results[0]
  assert.deepEqual(results.map(result => result.status).sort(), ['fulfilled', 'rejected'])
  assert.ok(loser.status === 'rejected')
  const no = await refused(Promise.reject(loser.reason), 'slot.taken')
  assert.equal(no.details.holder, winner)
  assert.ok(Date.parse(no.details.until ?? '') > Date.now())
  // In the evening the end is on another day.
  assert.match(no.message, new RegExp(`^${winner} has it until (\\w+ \\d+ \\w+, )?\\d\\d:\\d\\d\\.$`))
})

test('of fifty people at the same instant exactly one gets the slot and nobody an error', async () => {
  const slot = await buildSlot(server.parts.db)
  const crowd = await Promise.all(Array.from({ length: 50 }, () => guest()))

  const results = await Promise.allSettled(crowd.map(person => person.client.call('occupy', at(slot))))

  const won = results.filter(result => result.status === 'fulfilled')
  const lost = results.filter(result => result.status === 'rejected')
  assert.equal(won.length, 1)
  for (const { reason } of lost) await refused(Promise.reject(reason), 'slot.taken')
  assert.equal(await server.parts.db.sessions.count({ where: { slot_id: slot.id } }), 1)
})

test('each of a crowd that is refused at once is kept as a wish, pressing twice as one', async () => {
  const slot = await buildSlot(server.parts.db)
  const holder = await guest()
  await holder.client.call('occupy', at(slot))
  const crowd = await Promise.all(Array.from({ length: 10 }, () => guest()))

  await Promise.allSettled([...crowd, ...crowd].map(person => person.client.call('occupy', at(slot))))

  const wishes = await server.parts.db.denied.findMany({ where: { slot_id: slot.id } })
  assert.equal(new Set(wishes.map(wish => wish.person_id)).size, 10)
  assert.equal(wishes.length, 10)
})

test('who pressed together with somebody that could not sit down after all gets their turn', async () => {
  const slot = await buildSlot(server.parts.db)
  const crowd = await Promise.all(Array.from({ length: 5 }, async () => buildPerson(server.parts.db)))
  const people = crowd.map(({ id, name }) => ({
    id,
    name,
    isAdmin: false,
    permissions: ['slots:use'],
    hasSecondFactor: false,
  }))
  let tries = 0
  const parts = {
    ...server.parts,
    change: (async work => {
      if (tries++ === 0) throw new Error('the line to the database broke')
      return server.parts.change(work)
    }) satisfies typeof server.parts.change,
  }

  const results = await Promise.allSettled(people.map(person => occupySlot(parts, { person, slotId: slot.id })))

  assert.equal(results.filter(result => result.status === 'fulfilled').length, 1)
  const told = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []))
  assert.deepEqual(told.map(error => error.code ?? error.message).sort(), [
    'slot.taken',
    'slot.taken',
    'slot.taken',
    'the line to the database broke',
  ])
})

test('two slots on one machine are never taken at once', async () => {
  const machine = await buildMachine(server.parts.db)
  const slots = [
    await buildSlot(server.parts.db, { machines: [machine.id] }),
    await buildSlot(server.parts.db, { machines: [machine.id] }),
  ]
  const crowd = await Promise.all(Array.from({ length: 20 }, () => guest()))

  const results = await Promise.allSettled(
    crowd.map((person, index) => person.client.call('occupy', at(slots[index % 2] ?? (slots[0] as never)))),
  )

  assert.equal(results.filter(result => result.status === 'fulfilled').length, 1)
  const codes = results.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []))
  assert.deepEqual([...new Set(codes)].sort(), ['slot.machine-busy', 'slot.taken'])
})

test('an account that is signed in on two machines goes to the second while the first is used', async () => {
  const [first, second] = [await buildMachine(server.parts.db), await buildMachine(server.parts.db)]
  const other = await buildSlot(server.parts.db, { machines: [first.id] })
  const slot = await buildSlot(server.parts.db, { machines: [first.id, second.id] })
  await buildSession(server.parts.db, { person: await buildPerson(server.parts.db), slot: other })

  const occupied = await (await guest()).client.call('occupy', at(slot))

  assert.equal(occupied.vm_id, second.id)
})

test('whoever presses twice gets the same session back, each time with a fresh way in', async () => {
  const slot = await buildSlot(server.parts.db)
  const anna = await guest()

  const both = await Promise.all([anna.client.call('occupy', at(slot)), anna.client.call('occupy', at(slot))])
  const later = await anna.client.call('occupy', at(slot))

  const all = [...both, later]
  assert.equal(new Set(all.map(reply => reply.session_id)).size, 1)
  assert.equal(new Set(all.map(reply => reply.guacamole_url)).size, 3)
  assert.deepEqual(all.map(reply => reply.started).sort(), [false, false, true])
})

test('a repeat with the same Idempotency-Key gets the first answer, its pass fresh', async () => {
  const slot = await buildSlot(server.parts.db)
  const anna = await guest()
  const idempotencyKey = 'press-1'

  const first = await anna.client.call('occupy', { ...at(slot), idempotencyKey })
  const repeat = await anna.client.call('occupy', { ...at(slot), idempotencyKey })

  assert.deepEqual({ ...repeat, guacamole_url: '' }, { ...first, guacamole_url: '' })
  assert.equal(repeat.started, true)
  assert.notEqual(repeat.guacamole_url, first.guacamole_url)
  const kept = await server.parts.db.idempotency_keys.findFirstOrThrow({ where: { key: idempotencyKey } })
  assert.ok(!JSON.stringify(kept.reply).includes('#p='), 'no pass is stored')
})

test('fifty repeats of one command at the same instant are one command', async () => {
  const slot = await buildSlot(server.parts.db)
  const anna = await guest()
  const press = () => anna.client.call('occupy', { ...at(slot), idempotencyKey: 'press-50' })

  const results = await Promise.allSettled(Array.from({ length: 50 }, press))

  for (const result of results)
    if (result.status === 'rejected') await refused(Promise.reject(result.reason), 'request.in-progress')
  assert.ok(results.some(result => result.status === 'fulfilled'))
  assert.equal((await press()).started, true)
  assert.equal(await server.parts.db.sessions.count({ where: { slot_id: slot.id } }), 1)
})

test('a key used for another body is refused, and one whose command was refused may be used again', async () => {
  const slot = await buildSlot(server.parts.db, { is_active: false })
  const person = await buildPerson(server.parts.db)
  const anna = await server.signIn(person)
  const call = { ...at(slot), idempotencyKey: 'again' }

  await refused(anna.client.call('occupy', call), 'slot.off')
  await server.parts.db.slots.update({ where: { id: slot.id }, data: { is_active: true } })
  assert.equal((await anna.client.call('occupy', call)).started, true)
  await server.parts.db.idempotency_keys.updateMany({ where: { key: 'again' }, data: { body_hash: 'another' } })
  await refused(anna.client.call('occupy', call), 'request.key-reused')
})

test('a slot may be named by its number', async () => {
  const slot = await buildSlot(server.parts.db)

  const occupied = await (await guest()).client.call('occupy', { params: { id: String(slot.slot_number) } })

  const session = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: occupied.session_id } })
  assert.equal(session.slot_id, slot.id)
})

test('a slot that cannot be taken says why', async () => {
  const { db } = server.parts
  const anna = await guest()
  const occupy = (slot: { id: string }) => anna.client.call('occupy', at(slot))
  const ill = await buildMachine(db)
  await db.machine_status.create({ data: { vm_id: ill.id, is_healthy: false, updated_at: new Date() } })
  const leaving = await buildMachine(db, { is_draining: true })
  const resting = await buildMachine(db)
  const until = new Date(Date.now() + 600_000)
  const status = { is_healthy: true, quarantined_until: until, updated_at: new Date() }
  await db.machine_status.create({ data: { vm_id: resting.id, ...status } })
  const closing = await buildSlot(db)
  await buildSession(db, { person: await buildPerson(db), slot: closing, end_reason: 'manual' })

  await refused(occupy({ id: 'nothing' }), 'slot.unknown')
  await refused(occupy({ id: '99999999' }), 'slot.unknown')
  await refused(occupy(await buildSlot(db, { is_active: false })), 'slot.off')
  await refused(occupy(await buildSlot(db, { machines: [] })), 'slot.no-machine')
  await refused(occupy(await buildSlot(db, { machines: [ill.id] })), 'slot.sick')
  await refused(occupy(await buildSlot(db, { machines: [leaving.id] })), 'slot.draining')
  await refused(occupy(await buildSlot(db, { machines: [resting.id] })), 'slot.quarantined')
  await refused(occupy(closing), 'slot.closing')
})

test('of several machines the best that takes somebody new is given', async () => {
  const { db } = server.parts
  const [leaving, resting, well] = [
    await buildMachine(db, { is_draining: true }),
    await buildMachine(db),
    await buildMachine(db),
  ]
  const until = new Date(Date.now() + 600_000)
  await db.machine_status.create({
    data: { vm_id: resting.id, is_healthy: true, quarantined_until: until, updated_at: new Date() },
  })
  const slot = await buildSlot(db, { machines: [leaving.id, resting.id, well.id] })

  const occupied = await (await guest()).client.call('occupy', at(slot))

  assert.equal(occupied.vm_id, well.id)
})

test('whoever may sign an account in sits down on the machine of their choice, nobody else', async () => {
  const { db } = server.parts
  const [first, second, foreign] = [await buildMachine(db), await buildMachine(db), await buildMachine(db)]
  const slot = await buildSlot(db, { machines: [first.id, second.id] })
  const admin = await server.signIn(await buildPerson(db, { role: 'admin' }))
  const on = (machine: { id: string }) => ({ ...at(slot), body: { machine_id: machine.id } })

  await refused((await guest()).client.call('occupy', on(second)), 'auth.not-allowed')
  await refused(admin.client.call('occupy', on(foreign)), 'slot.not-there')

  assert.equal((await admin.client.call('occupy', on(second))).vm_id, second.id)
})

test('with the disk almost full nothing is begun', async t => {
  const full = await openTestServer({ freeDisk: async () => 1000, config: { DISK_FLOOR_MB: 1 } })
  t.after(() => full.close())
  const slot = await buildSlot(full.parts.db)
  const anna = await full.signIn(await buildPerson(full.parts.db))

  await refused(anna.client.call('occupy', at(slot)), 'disk.full')

  assert.equal(await full.parts.db.sessions.count(), 0)
})
