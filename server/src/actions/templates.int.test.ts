import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { at, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld()
})
after(() => world.server.close())
beforeEach(async () => {
  await world.forget()
  await db().templates.deleteMany()
})

type Guest = Awaited<ReturnType<QueueWorld['guest']>>
type Slot = { id: string }
const db = () => world.server.parts.db
const draft = (slots: Slot[], given: object = {}) => ({
  name: 'Morning',
  slot_ids: slots.map(({ id }) => id),
  ...given,
})
const add = (who: Guest, slots: Slot[], given: object = {}) =>
  who.client.call('addTemplate', { body: draft(slots, given) })
const launch = (who: Guest, template: { id: string }, idempotencyKey?: string) =>
  who.client.call('launchTemplate', { ...at(template), ...(idempotencyKey ? { idempotencyKey } : {}) })
const running = () => db().sessions.count({ where: { ended_at: null } })
const someSlots = async (count: number) => {
  const slots: Slot[] = []
  for (let i = 0; i < count; i++) slots.push(await buildSlot(db(), { name: `Slot ${i + 1}` }))
  return slots as [Slot, Slot, Slot]
}
const takenBy = async (slot: Slot, name = 'Boris') =>
  buildSession(db(), { person: await buildPerson(db(), { name }), slot, started_at: world.clock.now() })
const admin = async () => {
  const person = await buildPerson(db(), { role: 'admin' })
  return { person, ...(await world.server.signIn(person)) }
}

test('a launch takes every slot and opens a desk for each, in the template’s order', async () => {
  const anna = await world.guest('Anna')
  const [one, two, three] = await someSlots(3)
  const template = await add(anna, [three, one, two])

  const { seats } = await launch(anna, template)

  assert.deepEqual(
    seats.map(seat => seat.slot_id),
    [three.id, one.id, two.id],
  )
  assert.equal(await running(), 3)
  for (const seat of seats) assert.match(seat.guacamole_url, new RegExp(`/desk/${seat.session_id}#p=.+`))
  const again = await launch(anna, template)
  assert.deepEqual(
    again.seats.map(seat => [seat.session_id, seat.started]),
    seats.map(seat => [seat.session_id, false]),
  )
})

test('one busy slot: nothing is taken, and the slot is named with who has it and until when', async () => {
  const anna = await world.guest('Anna')
  const [one, two, three] = await someSlots(3)
  const template = await add(anna, [one, two, three])
  const session = await takenBy(two)

  const refusal = await refused(launch(anna, template), 'template.blocked')

  assert.equal(await running(), 1)
  assert.deepEqual(refusal.details, {
    slot: 'Slot 2',
    slot_id: two.id,
    why: 'slot.taken',
    holder: 'Boris',
    until: session.ends_at.toISOString(),
  })
  assert.match(refusal.message, /^Slot 2: Boris has it until .*\. Nothing was taken\.$/)
  assert.equal(refusal.next, 'Queue for all its slots.')
  const denied = await db().denied.findMany()
  assert.deepEqual(
    denied.map(row => [row.person_id, row.slot_id, row.why]),
    [[anna.person.id, two.id, 'slot.taken']],
  )
  const [view] = await anna.client.call('templates')
  assert.deepEqual([view?.may.launch, view?.obstacle?.slot], [{ code: 'template.blocked' }, 'Slot 2'])
})

test('queue for all waits for what is busy and leaves what is free', async () => {
  const anna = await world.guest('Anna')
  const [one, two, three] = await someSlots(3)
  const template = await add(anna, [one, two, three])
  await takenBy(one)
  await takenBy(three)
  const queueAll = () => anna.client.call('queueTemplate', at(template))

  const places = await queueAll()
  const again = await Promise.all([queueAll(), queueAll()])

  assert.deepEqual(places.map(place => place.slot_id).sort(), [one.id, three.id].sort())
  for (const repeated of again)
    assert.deepEqual(repeated.map(place => place.id).sort(), places.map(place => place.id).sort())
  assert.equal(await db().places.count(), 2)
})

test('two people launch overlapping templates at the same instant: one gets all, the other nothing', async () => {
  const [anna, boris] = [await world.guest('Anna'), await world.guest('Boris')]
  const slots = await someSlots(3)
  const [mine, theirs] = [await add(anna, slots), await add(boris, [...slots].reverse())]

  const outcomes = await Promise.allSettled([launch(anna, mine), launch(boris, theirs)])

  assert.deepEqual(outcomes.map(outcome => outcome.status).sort(), ['fulfilled', 'rejected'])
  const holders = await db().sessions.findMany({ where: { ended_at: null }, select: { person_id: true } })
  assert.equal(holders.length, 3)
  assert.equal(new Set(holders.map(({ person_id }) => person_id)).size, 1)
})

test('two slots that share their only machine cannot be launched together', async () => {
  const anna = await world.guest('Anna')
  const { id } = await db().machines.create({ data: { id: 'dry-shared', name: 'shared', driver: 'dry' } })
  const slots = [await buildSlot(db(), { machines: [id] }), await buildSlot(db(), { machines: [id] })]
  const template = await add(anna, slots)

  const refusal = await refused(launch(anna, template), 'template.blocked')

  assert.deepEqual([refusal.details.why, refusal.details.holder], ['slot.machine-busy', 'Anna'])
  assert.equal(await running(), 0)
})

test('pressed twice with one key, a template is launched once', async () => {
  const anna = await world.guest('Anna')
  const template = await add(anna, await someSlots(2))

  const first = await launch(anna, template, 'key-1')
  const repeated = await launch(anna, template, 'key-1')

  assert.deepEqual(
    repeated.seats.map(seat => [seat.session_id, seat.started]),
    first.seats.map(seat => [seat.session_id, true]),
  )
  assert.notEqual(repeated.seats[0]?.guacamole_url, first.seats[0]?.guacamole_url)
})

test('one’s own and shared templates are listed; others’ private ones are as good as none', async () => {
  const [anna, boris] = [await world.guest('Anna'), await world.guest('Boris')]
  const slots = await someSlots(2)
  const own = await add(anna, slots, { name: 'Anna’s own', url: 'https://example.com/plan' })
  const shared = await add(anna, slots, { name: 'For all', shared: true, icon: 'film' })
  const seen = (await boris.client.call('templates')).map(({ name, mine, created_by, may }) => [
    name,
    mine,
    created_by,
    may.change,
  ])

  assert.deepEqual(seen, [['For all', false, 'Anna', { code: 'auth.not-allowed' }]])
  assert.deepEqual(
    (await anna.client.call('templates')).map(({ name }) => name),
    ['Anna’s own', 'For all'],
  )
  await refused(launch(boris, own), 'template.unknown')
  assert.equal((await launch(boris, shared)).seats.length, 2)
})

test('its maker changes and removes a template, administrators the shared ones', async () => {
  const [anna, boris, chief] = [await world.guest('Anna'), await world.guest('Boris'), await admin()]
  const slots = await someSlots(2)
  const shared = await add(anna, slots, { shared: true })
  const change = (who: Guest, given: object) =>
    who.client.call('changeTemplate', { ...at(shared), body: draft(slots, { shared: true, ...given }) })
  const remove = (who: Guest) => who.client.call('removeTemplate', at(shared))

  await refused(change(boris, { name: 'Mine now' }), 'auth.not-allowed')
  await refused(remove(boris), 'auth.not-allowed')
  assert.equal((await change(chief, { name: 'Evening' })).name, 'Evening')
  const privately = await anna.client.call('changeTemplate', { ...at(shared), body: draft([slots[0]]) })
  assert.deepEqual([privately.shared, privately.slot_ids], [false, [slots[0].id]])
  await refused(change(chief, {}), 'template.unknown')
  await remove(anna)
  assert.deepEqual(await remove(anna), { ok: true })
  assert.equal(await db().templates.count(), 0)
})

test('a template names slots that exist, each once', async () => {
  const anna = await world.guest('Anna')
  const [one] = await someSlots(1)

  await refused(add(anna, [one, { id: 'nothing' }]), 'slot.unknown')
  assert.deepEqual((await add(anna, [one, one])).slot_ids, [one.id])
  await refused(add(anna, []), 'request.invalid')
  await refused(launch(anna, { id: 'nothing' }), 'template.unknown')
})
