import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { LiveEventName, LiveEvents } from '@taxi/contract/live.ts'
import type { Socket } from 'socket.io-client'
import { connect } from '../db/client.ts'
import { startTick } from '../entrypoints/jobs/tick.ts'
import { openNewsLine } from '../entrypoints/live/news.ts'
import { buildOffer, buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { changeSlot } from './admin/change-slot.ts'
import { offerTurns } from './offer-turns.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())
beforeEach(() => server.parts.db.$executeRaw`TRUNCATE places, offers, denied, sessions CASCADE`)

const guest = async (name: string) => {
  const person = await buildPerson(server.parts.db, { name })
  return { person, ...(await server.signIn(person)) }
}
type Guest = Awaited<ReturnType<typeof guest>>
const at = (slot: { id: string }) => ({ params: { id: slot.id } })
const join = (who: Guest, slot: { id: string }) => who.client.call('joinQueue', at(slot))
const view = (who: Guest, slot: { id: string }) => who.client.call('slot', at(slot))
const turns = () => offerTurns(server.parts)
const offerOf = async (who: Guest) => (await who.client.call('myQueue')).offers[0]
const knownOffer = async (who: Guest) => {
  const offer = await offerOf(who)
  assert.ok(offer, `no turn is held for ${who.person.name}`)
  return offer
}
const outcomes = async () =>
  (await server.parts.db.offers.findMany({ orderBy: [{ expires_at: 'asc' }, { settled_at: 'asc' }] })).map(
    offer => offer.outcome,
  )
const outcomeOf = async (place: { id: string }) =>
  (await server.parts.db.places.findUniqueOrThrow({ where: { id: place.id } })).outcome
async function free(session: { id: string; slot_id: string }) {
  await server.parts.change(async tx => {
    const ended = { state: 'ended', ended_at: clock.now(), end_reason: 'manual', freed_at: clock.now() }
    await tx.sessions.update({ where: { id: session.id }, data: ended })
    await tx.announce({ about: 'slot', id: session.slot_id })
  })
}
/** A slot somebody else has, and the people who wait for it, in order. */
async function busySlot(...names: string[]) {
  const slot = await buildSlot(server.parts.db)
  const holder = await guest('Holder')
  const session = await buildSession(server.parts.db, { person: holder.person, slot, started_at: clock.now() })
  const people = []
  for (const name of names) people.push(await guest(name))
  const places = []
  for (const who of people) places.push(await join(who, slot))
  return { slot, session, holder, people: people as [Guest, Guest, Guest], places: places as [Place, Place, Place] }
}
type Place = Awaited<ReturnType<typeof join>>

function next<N extends LiveEventName>(line: Socket, name: N, fits: (event: LiveEvents[N]) => boolean) {
  return new Promise<LiveEvents[N]>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name} came`)), 10_000)
    const hear = (event: LiveEvents[N]) => {
      if (!fits(event)) return
      clearTimeout(late)
      line.off(name as string, hear)
      resolve(event)
    }
    line.on(name as string, hear)
  })
}

test('two people: one sits, the other waits, is offered the slot when it is freed, takes it and sits', async () => {
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
  const { slot, session, people } = await busySlot('Anna')
  const line = server.line(people[0].token)
  await next(line, 'hello', () => true)
  const { databaseUrl } = server
  const news = await openNewsLine(databaseUrl, server.parts.log)
  const tick = startTick(server.parts)
  news.onNews(tick.hear)

  const told = next(line, 'offer.update', ({ offer }) => offer?.slot_id === slot.id)
  const listed = next(line, 'queue.update', ({ offers }) => offers.length === 1)
  const freed = performance.now()
  await free(session)
  const { offer } = await told
  await listed
  const ms = performance.now() - freed
  const gone = next(line, 'offer.update', event => event.offer === null && event.slot_id === slot.id)
  await people[0].client.call('passOffer', { params: { id: offer?.id ?? '' } })
  await gone
  await tick.close()
  await news.close()

  assert.ok(ms < 1_000, `${Math.round(ms)} ms`)
})

test('a person who ignores the turn for ninety seconds loses it to the next; two ignored cost the place', async () => {
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

test('another’s turn is as good as none', async () => {
  const { session, people } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()
  const { id } = await knownOffer(people[0])

  for (const answer of ['takeOffer', 'passOffer', 'laterOffer'] as const)
    await refused(people[1].client.call(answer, { params: { id } }), 'offer.unknown')
})

test('one place for a service stands in the line of each of its slots, and one slot taken uses it up', async () => {
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

test('a held slot is refused to others, who hear for whom and until when; its person may just occupy it', async () => {
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
  const { session, people } = await busySlot('Anna', 'Boris', 'Vera')
  await free(session)

  await Promise.all([turns(), turns(), turns(), turns()])
  assert.equal((await outcomes()).length, 1)
  clock.pass({ seconds: 90 })
  await Promise.all([turns(), turns(), turns(), turns()])

  assert.deepEqual((await outcomes()).sort(), ['ignored', null])
  assert.ok(await offerOf(people[1]))
})

test('a slot switched off while held withdraws the turn and keeps the place, which is offered again later', async () => {
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
  const { session, people } = await busySlot('Anna', 'Boris')
  await server.parts.db.people.update({ where: { id: people[0].person.id }, data: { disabled_at: clock.now() } })

  await free(session)
  await turns()

  assert.ok(await offerOf(people[1]))
})

test('leaving gives the place up, and a turn held for it goes to the next', async () => {
  const { slot, session, people, places } = await busySlot('Anna', 'Boris')
  await free(session)
  await turns()

  await people[0].client.call('leaveQueue', at(slot))

  assert.equal(await outcomeOf(places[0]), 'left')
  assert.ok(await offerOf(people[1]))
  await refused(people[0].client.call('leaveQueue', at(slot)), 'queue.unknown')
})

test('joining twice at the same instant is one place; what can be taken is not waited for', async () => {
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
