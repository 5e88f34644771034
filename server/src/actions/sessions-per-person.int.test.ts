import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { at, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld({ config: { SESSIONS_PER_PERSON: 2 } })
})
after(() => world.server.close())
beforeEach(() => world.forget())

const db = () => world.server.parts.db
const occupy = (who: Awaited<ReturnType<QueueWorld['guest']>>, slot: { id: string }) =>
  who.client.call('occupy', at(slot))

test('a person with as many slots as allowed gets no further one, and keeps those they have', async () => {
  const anna = await world.guest('Anna')
  const [one, two, three] = [await buildSlot(db()), await buildSlot(db()), await buildSlot(db())]
  await occupy(anna, one)
  await occupy(anna, two)

  const refusal = await refused(occupy(anna, three), 'person.too-many-sessions')

  assert.deepEqual(refusal.details, { count: '2' })
  assert.equal(refusal.next, 'Release one of them first.')
  assert.equal((await occupy(anna, two)).started, false)
  assert.equal(await db().denied.count(), 0)
  await anna.client.call('release', at(one))
  assert.equal((await occupy(anna, three)).started, true)
})

test('who has enough does not ask for one more', async () => {
  const { slot } = await world.busySlot()
  const anna = await world.guest('Anna')
  for (const own of [await buildSlot(db()), await buildSlot(db())]) await occupy(anna, own)

  await refused(anna.client.call('ask', { ...at(slot), body: {} }), 'person.too-many-sessions')

  assert.deepEqual((await anna.client.call('myQueue')).places, [])
})

test('a slot is not handed over to somebody who has enough', async () => {
  const { session, holder } = await world.busySlot()
  const anna = await world.guest('Anna')
  for (const own of [await buildSlot(db()), await buildSlot(db())]) await occupy(anna, own)
  const handOver = () => holder.client.call('handOver', { ...at(session), body: { person_id: anna.person.id } })

  const refusal = await refused(handOver(), 'hand-over.full')

  assert.equal(refusal.message, 'Anna has as many slots as one person may have at once.')
  assert.equal((await db().sessions.findUniqueOrThrow({ where: { id: session.id } })).ended_at, null)
})

test('slots taken at the same instant are counted one after the other', async () => {
  const anna = await world.guest('Anna')
  const slots = await Promise.all([1, 2, 3, 4, 5].map(() => buildSlot(db())))

  const outcomes = await Promise.allSettled(slots.map(slot => occupy(anna, slot)))

  assert.equal(outcomes.filter(outcome => outcome.status === 'fulfilled').length, 2)
})

test('a template that is too large is refused whole, with the limit and not a slot for the reason', async () => {
  const anna = await world.guest('Anna')
  const slots = await Promise.all([1, 2, 3].map(() => buildSlot(db())))
  const body = { name: 'All', slot_ids: slots.map(({ id }) => id) }
  const template = await anna.client.call('addTemplate', { body })

  await refused(anna.client.call('launchTemplate', at(template)), 'person.too-many-sessions')

  assert.equal(await db().sessions.count(), 0)
})

test('who has enough is passed over in line, keeps the place, and is next once one is released', async () => {
  const { slot, session, people } = await world.busySlot('Anna', 'Boris')
  const [anna, boris] = people
  const [one, two] = [await buildSlot(db()), await buildSlot(db())]
  await occupy(anna, one)
  await occupy(anna, two)

  await world.free(session)
  await world.turns()

  assert.equal(await world.offerOf(anna), undefined)
  assert.equal((await world.knownOffer(boris)).slot_id, slot.id)
  assert.equal((await world.view(anna, slot)).queue.my_position, 1)
  await boris.client.call('leaveQueue', at(slot))
  assert.equal((await world.view(boris, slot)).state, 'free')
  await anna.client.call('release', at(one))
  await world.turns()
  assert.equal((await world.knownOffer(anna)).slot_id, slot.id)
})

test('a turn that is held for somebody who sat down elsewhere meanwhile goes to the next', async () => {
  const { slot, session, people, places } = await world.busySlot('Anna', 'Boris')
  const [anna, boris] = people
  await world.free(session)
  await world.turns()
  await world.knownOffer(anna)

  await occupy(anna, await buildSlot(db()))
  await occupy(anna, await buildSlot(db()))
  await world.turns()

  assert.equal((await world.knownOffer(boris)).slot_id, slot.id)
  assert.equal(await world.outcomeOf(places[0]), null)
  assert.deepEqual(await world.outcomes(), ['withdrawn', null])
})

test('a place for a whole service waits on as well', async () => {
  const anna = await world.guest('Anna')
  const gemini = await buildSlot(db(), { service: 'gemini', service_name: 'Gemini' })
  for (const slot of [await buildSlot(db()), await buildSlot(db())])
    await buildSession(db(), { person: anna.person, slot, started_at: world.clock.now() })
  await buildPlace(db(), { person: anna.person, service: 'gemini' })

  await world.turns()

  assert.equal(await world.offerOf(anna), undefined)
  const boris = await world.guest('Boris')
  assert.equal((await occupy(boris, gemini)).started, true)
})
