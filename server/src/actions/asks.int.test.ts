import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { wallTimeOf } from '../domain/booking-time.ts'
import { startTick } from '../entrypoints/jobs/tick.ts'
import { signDeskToken } from '../outside/access-token.ts'
import { buildSlot } from '../testing/build.ts'
import { at, next, openQueueWorld, type QueueWorld } from '../testing/queue-world.ts'
import { refused } from '../testing/refused.ts'
import { settleAsks } from './settle-asks.ts'

let world: QueueWorld
before(async () => {
  world = await openQueueWorld()
})
after(() => world.server.close())
beforeEach(() => world.forget())

type Guest = Awaited<ReturnType<QueueWorld['guest']>>
const ask = (who: Guest, slot: { id: string }, minutes = 10) =>
  who.client.call('ask', { ...at(slot), body: { minutes } })
const answer = (who: Guest, { id }: { id: string }, answer: 'now' | 'soon' | 'no') =>
  who.client.call('answerAsk', { params: { id }, body: { answer } })
const stateOf = async ({ id }: { id: string }) =>
  (await world.server.parts.db.asks.findUniqueOrThrow({ where: { id } })).state
const sessionOf = ({ id }: { id: string }) => world.server.parts.db.sessions.findUniqueOrThrow({ where: { id } })
/** The holder has just pressed a key. */
const awake = ({ id }: { id: string }) =>
  world.server.parts.db.sessions.update({ where: { id }, data: { last_input_at: world.clock.now() } })
const tick = () => settleAsks(world.server.parts)

async function asked(...waiting: string[]) {
  const held = await world.busySlot(...waiting)
  const anna = held.people[0] ?? (await world.guest('Anna'))
  return { ...held, anna, request: await ask(anna, held.slot) }
}

test('who asks stands in line, and a yes ends the session: the turn is theirs', async () => {
  const { slot, session, holder, anna, request } = await asked()
  const place = (await anna.client.call('myQueue')).places[0]

  const answered = await answer(holder, request, 'now')

  assert.equal(place?.slot_id, slot.id)
  assert.deepEqual([request.state, answered.state], ['open', 'released'])
  const ended = await sessionOf(session)
  assert.deepEqual([ended.end_reason, ended.ended_by], ['manual', null])
  await world.server.parts.db.sessions.update({ where: { id: session.id }, data: { freed_at: world.clock.now() } })
  await world.turns()
  assert.equal((await world.offerOf(anna))?.slot_id, slot.id)
})

test('in five minutes: the session ends then at the latest, and is not extended meanwhile', async () => {
  const { slot, session, holder, request } = await asked()

  await answer(holder, request, 'soon')

  const { ends_at, ended_at } = await sessionOf(session)
  assert.deepEqual([ends_at.getTime() - world.clock.now().getTime(), ended_at], [5 * 60_000, null])
  await refused(holder.client.call('extend', at(slot)), 'session.wanted')
})

test('no: the session goes on, the place in line too, and it is quiet for a quarter of an hour', async () => {
  const { slot, session, holder, anna, request } = await asked()

  assert.equal((await answer(holder, request, 'no')).state, 'refused')

  assert.equal((await sessionOf(session)).ended_at, null)
  assert.equal((await anna.client.call('myQueue')).places.length, 1)
  await refused(ask(anna, slot), 'ask.again')
  await refused(answer(holder, request, 'now'), 'ask.over')
  world.clock.pass({ minutes: 15 })
  await awake(session)
  assert.equal((await ask(anna, slot)).state, 'open')
})

test('only the first in line asks, one request at a time; pressed twice it is the same', async () => {
  const { slot, holder, anna, people, request } = await asked('Anna', 'Boris')

  assert.equal((await ask(anna, slot)).id, request.id)
  await refused(ask(people[1], slot), 'ask.not-first')
  await refused(ask(holder, slot), 'queue.mine')
  await refused(ask(anna, await buildSlot(world.server.parts.db)), 'ask.nobody')
  await refused(answer(anna, request, 'now'), 'ask.unknown')
  await refused(answer(people[1], request, 'no'), 'ask.unknown')
})

test('nobody answers: after three minutes the request lapses', async () => {
  const { session, holder, request } = await asked()

  world.clock.pass({ minutes: 2, seconds: 59 })
  await awake(session)
  await tick()
  assert.equal(await stateOf(request), 'open')
  world.clock.pass({ seconds: 1 })
  await refused(answer(holder, request, 'now'), 'ask.over')
  await tick()

  assert.equal(await stateOf(request), 'expired')
  assert.equal((await sessionOf(session)).ended_at, null)
})

test('a holder who falls asleep while asked says yes, and reads why', async () => {
  const { session, request } = await asked()
  await world.server.parts.db.sessions.update({
    where: { id: session.id },
    data: { last_input_at: new Date(world.clock.now().getTime() - 4 * 60_000) },
  })

  await tick()
  assert.equal(await stateOf(request), 'open')
  world.clock.pass({ minutes: 1, seconds: 1 })
  await tick()

  assert.equal(await stateOf(request), 'released')
  const { end_reason, end_note } = await sessionOf(session)
  assert.equal(end_reason, 'idle')
  assert.match(end_note ?? '', /Anna/)
})

test('who asks a sleeping holder has the answer at once', async () => {
  const { slot, session } = await world.busySlot()
  const anna = await world.guest('Anna')
  world.clock.pass({ minutes: 6 })

  const request = await ask(anna, slot)

  assert.equal(request.state, 'released')
  assert.equal((await sessionOf(session)).end_reason, 'idle')
})

test('a session that ends otherwise leaves nothing to answer', async () => {
  const { slot, holder, request } = await asked()

  await holder.client.call('release', at(slot))

  assert.equal(await stateOf(request), 'moot')
  await refused(answer(holder, request, 'soon'), 'ask.over')
})

test('a request is taken back by itself, or with the place in line', async () => {
  const { slot, anna, request } = await asked()
  const withdrawn = await anna.client.call('withdrawAsk', { params: { id: request.id } })
  const again = await anna.client.call('withdrawAsk', { params: { id: request.id } })
  assert.deepEqual([withdrawn.state, again.state], ['withdrawn', 'withdrawn'])
  assert.equal((await anna.client.call('myQueue')).places.length, 1)

  await world.server.parts.db.asks.deleteMany()
  const other = await ask(anna, slot)
  await anna.client.call('leaveQueue', at(slot))

  assert.equal(await stateOf(other), 'withdrawn')
})

test('both hear of it live, the holder at the desk too, and find it in their lists', async () => {
  const { slot, session, holder } = await world.busySlot()
  const { server } = world
  const anna = await world.guest('Anna')
  const deskToken = signDeskToken(server.parts, {
    personId: holder.person.id,
    sessionId: session.id,
    familyId: null,
  })
  const lines = [server.line(holder.token), server.line(deskToken), server.line(anna.token)]
  await Promise.all(lines.map(line => next(line, 'hello')))
  const heard = lines.map(line => next(line, 'ask.update', ({ ask }) => ask.state === 'open'))
  const settled = lines.map(line => next(line, 'ask.update', ({ ask }) => ask.state === 'refused'))

  const request = await ask(anna, slot, 25)

  const views = (await Promise.all(heard)).map(({ ask }) => [ask.to.mine, ask.from.name, ask.minutes])
  assert.deepEqual(views, [
    [true, 'Anna', 25],
    [true, 'Anna', 25],
    [false, 'Anna', 25],
  ])
  const desk = server.client(deskToken)
  assert.equal((await desk.call('deskAsk', { params: { id: session.id } })).ask?.id, request.id)
  await desk.call('deskAnswerAsk', { params: { id: session.id }, body: { answer: 'no' } })
  await Promise.all(settled)
  assert.equal((await desk.call('deskAsk', { params: { id: session.id } })).ask, null)
  for (const who of [anna, holder]) assert.equal((await who.client.call('asks')).asks[0]?.state, 'refused')
  assert.deepEqual((await (await world.guest('Vera')).client.call('asks')).asks, [])
})

test('the clock settles requests by itself', async () => {
  const { session, anna, request } = await asked()
  const line = world.server.line(anna.token)
  await next(line, 'hello')
  const lapsed = next(line, 'ask.update', ({ ask }) => ask.id === request.id && ask.state === 'expired')
  world.clock.pass({ minutes: 3 })
  await awake(session)

  const clock = startTick(world.server.parts)
  await lapsed.finally(() => clock.close())

  assert.equal((await sessionOf(session)).ended_at, null)
})

test('asking twice at the same instant is one request', async () => {
  const { slot } = await world.busySlot()
  const anna = await world.guest('Anna')

  const requests = await Promise.all([ask(anna, slot), ask(anna, slot), ask(anna, slot)])

  assert.equal(new Set(requests.map(({ id }) => id)).size, 1)
})

test('asking while the holder leaves is either too late or moot', async () => {
  const { slot, holder, session } = await world.busySlot()
  const anna = await world.guest('Anna')

  const [outcome] = await Promise.allSettled([ask(anna, slot), holder.client.call('release', at(slot))])

  assert.ok((await sessionOf(session)).ended_at)
  assert.equal(await world.server.parts.db.asks.count({ where: { state: 'open' } }), 0)
  if (outcome.status === 'fulfilled') assert.equal(await stateOf(outcome.value), 'moot')
})

test('whoever begins to wait takes the holder’s right to extend, and the holder hears of it', async () => {
  const { slot, session, holder } = await world.busySlot()
  const line = world.server.line(holder.token)
  await next(line, 'hello')
  const wanted = next(line, 'session.update', ({ session }) => session.may.extend !== true)
  const anna = await world.guest('Anna')

  await world.join(anna, slot)

  assert.deepEqual((await wanted).session.may.extend, { code: 'session.wanted' })
  const again = next(line, 'session.update', ({ session }) => session.may.extend === true)
  await anna.client.call('leaveQueue', at(slot))
  assert.equal((await again).session.id, session.id)
})

test('the holder hears of a booking that will end their session', async () => {
  const { slot, holder } = await world.busySlot()
  const { now, config } = world.server.parts
  const vera = await world.guest('Vera')
  const line = world.server.line(holder.token)
  await next(line, 'hello')
  const promised = next(line, 'session.update', ({ session }) => session.promised_at !== null)
  const HOUR = 60 * 60_000
  const soon = new Date((Math.floor(now().getTime() / HOUR) + 1) * HOUR + HOUR / 2)

  const { date, startTime } = wallTimeOf(soon, config.COMPANY_TIMEZONE)
  await vera.client.call('book', { body: { slot_id: slot.id, date, start_time: startTime, duration_min: 60 } })

  const { session } = await promised
  assert.deepEqual([session.promised_at, session.may.extend], [soon.toISOString(), { code: 'session.promised' }])
})
