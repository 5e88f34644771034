import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Client, Refused } from '@taxi/contract/client.ts'
import { dumpOf } from './dump-of.ts'
import { invited } from './invited.ts'
import { journalOf } from './journal.ts'
import { openDesk, sitDown, sitDownAgain } from './sit-down.ts'
import { openTab, tabsOf } from './tabs.ts'
import { openWorld, until, type World } from './world.ts'

const demo = { params: { id: 'demo-1' } }

let world: World
let anna: Client
let boris: Client
let vera: Client
before(async () => {
  world = await openWorld()
  anna = await world.asAdmin()
  boris = await invited(world, anna, 'Boris')
  vera = await invited(world, anna, 'Vera')
})
after(() => world.close())
beforeEach(() => until('the slot is free', async () => (await anna.call('slot', demo)).state === 'free', 60_000))

/** The chats of a dump, as Markdown. */
const chatsIn = (files: Map<string, string>) =>
  [...files].filter(([name]) => /^chats\/[^/]*\.md$/.test(name)).map(([, text]) => text)

test('who waits is offered the seat once it is clean, nobody else may take it, and they sit down on a clean one', async () => {
  const seat = await sitDown(world, anna)
  await seat.write('only Anna sees this')
  const place = await boris.call('joinQueue', demo)
  assert.equal(place.position, 1)

  await anna.call('release', demo)
  const offer = await until('the turn is held for Boris', async () => (await boris.call('myQueue')).offers[0])
  const held = await vera.call('occupy', demo).catch((error: unknown) => error)
  const taken = await boris.call('takeOffer', { params: { id: offer.id } })
  const desk = await openDesk(world, taken.session_id, taken.guacamole_url)
  await desk.picture(25_000)

  assert.ok(held instanceof Refused && held.code === 'slot.held', String(held))
  assert.deepEqual((await boris.call('myQueue')).places, [])
  await boris.call('release', demo)
  const { dump } = await dumpOf(boris, taken.session_id)
  assert.equal(dump.chats, 0)
})

test('a long research is left to finish: its person goes at once, the slot works on, the report comes with the dump, who waits is next', async () => {
  const seat = await sitDown(world, anna)
  seat.type('research')
  const session = { params: { id: seat.sessionId } }
  await until('the research is seen', async () => (await anna.call('session', session)).generating_since)

  await anna.call('release', { ...demo, body: { deliver_when_done: true } })

  const [left, shown] = [await anna.call('session', session), await boris.call('slot', demo)]
  assert.deepEqual([left.state, left.end_reason, shown.state], ['ended', 'manual', 'working'])
  await boris.call('joinQueue', demo)
  await seat.desk.closed
  const offer = await until('the turn is held for Boris', async () => (await boris.call('myQueue')).offers[0], 60_000)
  assert.equal(offer.slot_id, 'demo-1')
  await boris.call('passOffer', { params: { id: offer.id } })
  const { dump, files } = await dumpOf(anna, seat.sessionId)
  assert.match(chatsIn(files)[0] ?? '', /## Report[\s\S]*The research took 20 seconds/)
  assert.deepEqual(
    dump.items.filter(item => item.status !== 'complete'),
    [],
  )
})

test('handed over, the colleague finds the same tabs; each one’s dump holds their own chats, also when the server is killed in between', async () => {
  const seat = await sitDown(world, anna)
  await seat.write('asked by Anna')
  const tabs = await tabsOf(world)

  const colleague = (await anna.call('colleagues')).find(({ name }) => name === 'Boris')
  await anna.call('handOver', { params: { id: seat.sessionId }, body: { person_id: colleague?.id ?? '' } })
  await seat.desk.closed
  await world.kill()
  await world.start()
  const session = await until('Boris has the seat', async () =>
    (await boris.call('sessions')).find(({ ended_at, phases }) => !ended_at && phases.signed_in !== undefined),
  )
  const next = await sitDownAgain(world, boris, session.id)

  assert.deepEqual(await tabsOf(world), tabs)
  assert.ok(tabs.some(({ url }) => /\/practice\/c\//.test(url)))
  await openTab(world, `${world.url}/practice`)
  await sitDownAgain(world, boris, session.id).then(seat => seat.write('asked by Boris'))
  next.desk.close()
  await boris.call('release', demo)

  const [hers, his] = [await dumpOf(anna, seat.sessionId), await dumpOf(boris, session.id)]
  assert.deepEqual([chatsIn(hers.files).length, chatsIn(his.files).length], [1, 1])
  assert.match(chatsIn(hers.files)[0] ?? '', /asked by Anna/)
  assert.match(chatsIn(his.files)[0] ?? '', /asked by Boris/)
  assert.doesNotMatch(chatsIn(his.files)[0] ?? '', /asked by Anna/)
  assert.match(hers.files.get('tabs.json') ?? '', /\/practice\/c\//)
  const visited = JSON.parse(his.files.get('tabs.json') ?? '{}').history as { at: string }[]
  assert.ok(visited.every(({ at }) => at >= session.started_at))
  assert.deepEqual(
    [...hers.dump.items, ...his.dump.items].filter(item => item.status !== 'complete'),
    [],
  )
})

test('a server killed while the work goes on finds it again; what broke off with the service comes as far as it was', async () => {
  const seat = await sitDown(world, anna)
  seat.type('research on brakes')
  const session = { params: { id: seat.sessionId } }
  await until('the research is seen', async () => (await anna.call('session', session)).generating_since)
  await until('its beginning is exported', async () =>
    journalOf(world.dataDir).some(chat => chat.turns.some(turn => turn.markdown.includes('brakes'))),
  )
  await anna.call('release', { ...demo, body: { deliver_when_done: true } })

  await world.kill()
  await world.start()
  const { working_until } = await anna.call('session', session)
  await until('the slot is free', async () => (await anna.call('slot', demo)).state === 'free', 60_000)

  assert.ok(working_until)
  const { dump, files } = await dumpOf(anna, seat.sessionId)
  const chat = dump.items.find(item => item.kind === 'chat' && item.path.endsWith('.md'))
  assert.match(files.get(chat?.path ?? '') ?? '', /research on brakes/)
})
