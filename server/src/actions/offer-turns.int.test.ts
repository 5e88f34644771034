import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { connect } from '../db/client.ts'
import { startTick } from '../entrypoints/jobs/tick.ts'
import { openNewsLine } from '../entrypoints/live/news.ts'
import { buildMachine, buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { at, next, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'
import { stopwatch } from '../testing/stopwatch.ts'
import { changeSlot } from './admin/change-slot.ts'
import { offerTurns } from './offer-turns.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld()
})
after(() => world.server.close())
beforeEach(() => world.forget())

test('two people: one sits, the other waits, is offered the slot when it is freed, takes it and sits', async () => {
  const { clock, view, turns, knownOffer, outcomes, outcomeOf, free, busySlot } = world
  const { slot, session, people, places } = await busySlot('Anna', 'Boris')
  const [anna, boris] = people
  assert.deepEqual([places[0].position, places[0].waiting, places[1].position], [1, 1, 2])
  assert.ok((places[0].estimate?.to_min ?? 0) > 0)
  assert.deepEqual((await view(boris, slot)).queue.my_position, 2)

  await free(session)
  await turns()
  const offer = await knownOffer(anna)
  const taken = await anna.client.call('takeOffer', { params: { id: offer.id } })

  assert.equal(Date.parse(offer.expires_at) - clock.now().getTime(), 90_000)
  assert.equal(taken.started, true)
  assert.match(taken.guacamole_url, /#p=/)
  assert.equal(await outcomeOf(places[0]), 'took')
  assert.deepEqual(await outcomes(), ['taken'])
  assert.equal((await view(boris, slot)).queue.my_position, 1)
  const again = await anna.client.call('takeOffer', { params: { id: offer.id } })
  assert.deepEqual([again.session_id, again.started], [taken.session_id, false])
})

test('whoever waits hears live of their turn within a second of the slot being free', async () => {
  const { server, free, busySlot } = world
  const { slot, session, people } = await busySlot('Anna')
  const line = server.line(people[0].token)
  await next(line, 'hello', () => true)
  const { databaseUrl } = server
  const news = await openNewsLine(databaseUrl, server.parts.log)
  const tick = startTick(server.parts)
  news.onNews(tick.hear)

  const told = next(line, 'offer.update', ({ offer }) => offer?.slot_id === slot.id)
  const listed = next(line, 'queue.update', ({ offers }) => offers.length === 1)
  const sinceFreed = stopwatch()
  await free(session)
  const { offer } = await told
  await listed
  const ms = sinceFreed()
  const gone = next(line, 'offer.update', event => event.offer === null && event.slot_id === slot.id)
  await people[0].client.call('passOffer', { params: { id: offer?.id ?? '' } })
  await gone
  await tick.close()
  await news.close()

  assert.ok(ms < 1_000, `${Math.round(ms)} ms`)
})

test('a person who ignores the turn for ninety seconds loses it to the next; two ignored cost the place', async () => {
  const { clock, turns, offerOf, knownOffer, outcomes, outcomeOf, free, busySlot } = world
  const { session, people, places } = await busySlot('Anna', 'Boris')
  const [anna, boris] = people
  await free(session)
  await turns()

  clock.pass({ seconds: 89 })
  await turns()
  assert.ok(await offerOf(anna))
  clock.pass({ seconds: 1 })
  const late = await knownOffer(anna)
  await refused(anna.client.call('takeOffer', { params: { id: late.id } }), 'offer.gone')
  await turns()
  assert.equal(await offerOf(anna), undefined)
  assert.ok(await offerOf(boris))
  assert.equal(await outcomeOf(places[0]), null)
  clock.pass({ seconds: 90 })
  await turns()
  assert.ok(await offerOf(anna))
  clock.pass({ seconds: 90 })
  await turns()

  assert.equal(await outcomeOf(places[0]), 'dropped')
  assert.ok(await offerOf(boris))
  clock.pass({ seconds: 90 })
  await turns()
  assert.equal(await outcomeOf(places[1]), 'dropped')
  assert.deepEqual(await outcomes(), ['ignored', 'ignored', 'ignored', 'ignored'])
})

test('whoever waits alone is offered the slot again, once', async () => {
  const { clock, view, turns, knownOffer, outcomeOf, free, busySlot } = world
  const { slot, session, people, places } = await busySlot('Anna')
  await free(session)
  await turns()
  const first = await knownOffer(people[0])

  clock.pass({ seconds: 90 })
  await turns()
  assert.notEqual((await knownOffer(people[0])).id, first.id)
  clock.pass({ seconds: 90 })
  await turns()

  assert.equal(await outcomeOf(places[0]), 'dropped')
  assert.equal((await view(people[0], slot)).state, 'free')
})

test('passing ends the place, and the next is offered the slot at once', async () => {
  const { turns, offerOf, knownOffer, outcomeOf, free, busySlot } = world
  const { session, people, places } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()
  const offer = await knownOffer(people[0])

  await people[0].client.call('passOffer', { params: { id: offer.id } })

  assert.equal(await outcomeOf(places[0]), 'passed')
  assert.ok(await offerOf(people[1]))
  await refused(people[0].client.call('passOffer', { params: { id: offer.id } }), 'offer.gone')
  await refused(people[0].client.call('takeOffer', { params: { id: offer.id } }), 'offer.gone')
})

test('later swaps with the next, who is offered the slot at once; with nobody behind there is nobody to swap with', async () => {
  const { view, turns, knownOffer, free, busySlot } = world
  const { slot, session, people } = await busySlot('Anna', 'Boris')
  const [anna, boris] = people
  await free(session)
  await turns()
  const offer = await knownOffer(anna)
  assert.deepEqual(offer.may.later, true)

  await anna.client.call('laterOffer', { params: { id: offer.id } })

  const turn = await knownOffer(boris)
  assert.deepEqual([(await view(boris, slot)).queue.my_position, (await view(anna, slot)).queue.my_position], [1, 2])
  await boris.client.call('passOffer', { params: { id: turn.id } })
  const last = await knownOffer(anna)
  assert.deepEqual(last.may.later, { code: 'offer.nobody-behind' })
  await refused(anna.client.call('laterOffer', { params: { id: last.id } }), 'offer.nobody-behind')
})

test('later lets the next go first and costs nobody their place in another line', async () => {
  const { server, guest, turns, knownOffer, free, busySlot, join, view } = world
  const { slot, session, people } = await busySlot('Anna')
  const near = await buildSlot(server.parts.db)
  const service = 'two of a kind'
  await server.parts.db.slots.updateMany({ where: { id: { in: [slot.id, near.id] } }, data: { service } })
  await buildSession(server.parts.db, { person: (await guest('Near')).person, slot: near })
  const [boris, vera] = [await guest('Boris'), await guest('Vera')]
  await join(boris, near)
  await vera.client.call('joinServiceQueue', { body: { service } })
  await free(session)
  await turns()

  await people[0].client.call('laterOffer', { params: { id: (await knownOffer(people[0])).id } })

  assert.equal((await knownOffer(vera)).slot_id, slot.id)
  const positions = [await view(boris, near), await view(vera, near), await view(people[0], slot)]
  assert.deepEqual(
    positions.map(({ queue }) => queue.my_position),
    [1, 2, 2],
  )
})

test('who lost the place by silence and queues again is not passed over for that', async () => {
  const { server, guest, turns, knownOffer, free, busySlot, join } = world
  const { slot, session, people, places } = await busySlot('Anna')
  await free(session)
  await turns()
  await server.parts.db.places.update({ where: { id: places[0].id }, data: { ignored: 1 } })
  world.clock.pass({ seconds: 91 })
  await turns()
  assert.equal(await world.outcomeOf(places[0]), 'dropped')
  const next = await buildSession(server.parts.db, { person: (await guest('Next')).person, slot })

  await join(people[0], slot)
  const boris = await guest('Boris')
  await buildPlace(server.parts.db, { person: boris.person, service: slot.service, ignored: 1 })
  await free(next)
  await turns()

  assert.equal((await knownOffer(people[0])).slot_id, slot.id)
})

test('another’s turn is as good as none', async () => {
  const { turns, knownOffer, free, busySlot } = world
  const { session, people } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()
  const { id } = await knownOffer(people[0])

  for (const answer of ['takeOffer', 'passOffer', 'laterOffer'] as const)
    await refused(people[1].client.call(answer, { params: { id } }), 'offer.unknown')
})

test('a held slot is refused to others, who hear for whom and until when; its person may just occupy it', async () => {
  const { view, turns, outcomes, free, busySlot } = world
  const { slot, session, people, holder } = await busySlot('Anna')
  await free(session)
  await refused(holder.client.call('occupy', at(slot)), 'slot.closing')
  await turns()

  const seen = await view(holder, slot)
  const no = await refused(holder.client.call('occupy', at(slot)), 'slot.held')
  const own = await view(people[0], slot)
  await people[0].client.call('occupy', at(slot))

  assert.equal(no.details.holder, 'Anna')
  assert.deepEqual([seen.state, seen.held?.name, seen.held?.mine, seen.held?.offer_id], ['held', 'Anna', false, null])
  assert.deepEqual([own.held?.mine, own.may.occupy, own.may.queue], [true, true, { code: 'queue.free' }])
  assert.deepEqual(await outcomes(), ['taken'])
})

test('places and turns outlive the server', async () => {
  const { server, join, turns, knownOffer, free, busySlot } = world
  const { slot, session, people, places } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()
  const offer = await knownOffer(people[0])

  const other = connect(server.databaseUrl, 2)
  await offerTurns({ ...server.parts, db: other })
  await other.$disconnect()

  assert.equal((await knownOffer(people[0])).id, offer.id)
  assert.equal((await join(people[1], slot)).id, places[1].id)
})

test('several clocks at once make one offer', async () => {
  const { clock, turns, offerOf, outcomes, free, busySlot } = world
  const { session, people } = await busySlot('Anna', 'Boris', 'Vera')
  await free(session)

  await Promise.all([turns(), turns(), turns(), turns()])
  assert.equal((await outcomes()).length, 1)
  clock.pass({ seconds: 90 })
  await Promise.all([turns(), turns(), turns(), turns()])

  assert.deepEqual((await outcomes()).sort(), ['ignored', null])
  const ignored = (await world.server.parts.db.places.findMany({ orderBy: { rank: 'asc' } })).map(
    place => place.ignored,
  )
  assert.deepEqual(ignored, [1, 0, 0])
  assert.ok(await offerOf(people[1]))
})

test('a slot switched off while held withdraws the turn and keeps the place, which is offered again later', async () => {
  const { server, turns, offerOf, outcomes, outcomeOf, free, busySlot } = world
  const { slot, session, people, places } = await busySlot('Anna')
  await free(session)
  await turns()

  await changeSlot(server.parts, slot.id, { is_active: false })
  await turns()
  assert.deepEqual(await outcomes(), ['withdrawn'])
  assert.equal(await outcomeOf(places[0]), null)
  await changeSlot(server.parts, slot.id, { is_active: true })
  await turns()

  assert.ok(await offerOf(people[0]))
})

test('whoever may not use slots any more is passed over', async () => {
  const { server, clock, turns, offerOf, free, busySlot } = world
  const { session, people } = await busySlot('Anna', 'Boris')
  await server.parts.db.people.update({ where: { id: people[0].person.id }, data: { disabled_at: clock.now() } })

  await free(session)
  await turns()

  assert.ok(await offerOf(people[1]))
})

test('two slots on one machine: its seat is promised once', async () => {
  const { server, clock, guest, turns, join, outcomes, free, offerOf } = world
  const { db } = server.parts
  const machine = await buildMachine(db)
  const slots = [await buildSlot(db, { machines: [machine.id] }), await buildSlot(db, { machines: [machine.id] })]
  const [first, second] = slots as [(typeof slots)[0], (typeof slots)[0]]
  const session = await buildSession(db, { person: await buildPerson(db), slot: first, started_at: clock.now() })
  const [anna, boris, vera] = [await guest('Anna'), await guest('Boris'), await guest('Vera')]
  await join(anna, first)
  await join(boris, second)

  await free(session)
  await Promise.all([turns(), turns(), turns()])

  assert.deepEqual(await outcomes(), [null])
  const no = await refused(vera.client.call('occupy', at(second)), 'slot.held')
  assert.equal(no.details.holder, 'Anna')
  await anna.client.call('passOffer', { params: { id: (await offerOf(anna))?.id ?? '' } })
  await turns()
  assert.equal((await offerOf(boris))?.slot_id, second.id)
})
