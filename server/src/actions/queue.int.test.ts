import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { buildOffer, buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { at, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld()
})
after(() => world.server.close())
beforeEach(() => world.forget())

test('one place for a service stands in the line of each of its slots, and one slot taken uses it up', async () => {
  const { server, guest, join, turns, knownOffer, outcomeOf, free } = world
  const { db } = server.parts
  const service = { service: 'gemini', service_name: 'Gemini' }
  const slots = [await buildSlot(db, service), await buildSlot(db, service)]
  const sessions = []
  for (const slot of slots) sessions.push(await buildSession(db, { person: await buildPerson(db), slot }))
  const [anna, boris] = [await guest('Anna'), await guest('Boris')]

  const place = await anna.client.call('joinServiceQueue', { body: { service: 'gemini' } })
  const again = await anna.client.call('joinServiceQueue', { body: { service: 'gemini' } })
  for (const slot of slots) await join(boris, slot)
  assert.deepEqual([place.name, place.service, place.slot_id, place.position], ['Gemini', 'gemini', null, 1])
  assert.equal(again.id, place.id)
  for (const session of sessions) await free(session)
  await turns()

  // Both slots are free; one place holds one turn, the other slot goes to who is next.
  const offer = await knownOffer(anna)
  assert.notEqual((await knownOffer(boris)).slot_id, offer.slot_id)
  await anna.client.call('takeOffer', { params: { id: offer.id } })
  assert.equal(await outcomeOf(place), 'took')
  assert.deepEqual((await anna.client.call('myQueue')).places, [])
  assert.equal((await boris.client.call('myQueue')).places.length, 2)
  await refused(anna.client.call('joinServiceQueue', { body: { service: 'nothing' } }), 'queue.no-service')
})

test('sitting down elsewhere withdraws the turn that the same place was given', async () => {
  const { server, clock, guest, view, outcomes, outcomeOf } = world
  const { db } = server.parts
  const service = { service: 'lovable', service_name: 'Lovable' }
  const [held, other] = [await buildSlot(db, service), await buildSlot(db, service)]
  const anna = await guest('Anna')
  const place = await buildPlace(db, { person: anna.person, service: 'lovable' })
  await buildOffer(db, { place, slot: held, expires_at: new Date(clock.now().getTime() + 90_000) })

  await anna.client.call('occupy', at(other))

  assert.deepEqual(await outcomes(), ['withdrawn'])
  assert.equal(await outcomeOf(place), 'took')
  assert.equal((await view(anna, held)).state, 'free')
})

test('leaving gives the place up, and a turn held for it goes to the next', async () => {
  const { turns, offerOf, outcomeOf, free, busySlot } = world
  const { slot, session, people, places } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()

  await people[0].client.call('leaveQueue', at(slot))

  assert.equal(await outcomeOf(places[0]), 'left')
  assert.ok(await offerOf(people[1]))
  await refused(people[0].client.call('leaveQueue', at(slot)), 'queue.unknown')
})

test('joining twice at the same instant is one place; what can be taken is not waited for', async () => {
  const { server, guest, join, busySlot } = world
  const { slot, holder } = await busySlot()
  const anna = await guest('Anna')

  const places = await Promise.all([join(anna, slot), join(anna, slot), join(anna, slot)])

  assert.equal(new Set(places.map(place => place.id)).size, 1)
  const kept = await server.parts.db.places.findFirstOrThrow()
  assert.ok((kept.estimate_to_min ?? 0) > 0)
  await refused(join(holder, slot), 'queue.mine')
  await refused(join(anna, await buildSlot(server.parts.db)), 'queue.free')
  await refused(join(anna, { id: 'nothing' }), 'slot.unknown')
})

test('wanting and not having is kept, once a minute, until the person gets one', async () => {
  const { server, clock, guest, free, busySlot } = world
  const { slot, session } = await busySlot()
  const anna = await guest('Anna')
  const press = () => refused(anna.client.call('occupy', at(slot)), 'slot.taken')

  await press()
  await press()
  clock.pass({ seconds: 61 })
  await press()
  const rows = () => server.parts.db.denied.findMany({ orderBy: { at: 'asc' } })
  assert.deepEqual(
    (await rows()).map(row => [row.why, row.service, row.got_at]),
    Array(2).fill(['slot.taken', slot.service, null]),
  )
  await free(session)
  await anna.client.call('occupy', at(slot))

  assert.deepEqual(
    (await rows()).map(row => row.got_at),
    Array(2).fill(clock.now()),
  )
})
