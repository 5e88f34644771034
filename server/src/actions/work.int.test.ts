import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readSlotFacts } from '../db/read/board.ts'
import { slotStateOf } from '../domain/slot.ts'
import { endDueSessions } from '../entrypoints/jobs/tick.ts'
import { buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { endForShutdown } from './end-for-shutdown.ts'
import { finishWorks } from './finish-works.ts'
import { noteGenerating } from './note-generating.ts'

const clock = fakeClock()
let server: TestServer
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

const at = (it: { id: string }) => ({ params: { id: it.id } })
const whenDone = (it: { id: string }) => ({ ...at(it), body: { deliver_when_done: true } })

/** Anna sits at a slot where an answer is being made. */
async function making(given: Parameters<typeof buildSlot>[1] = {}) {
  const { db } = server.parts
  const person = await buildPerson(db, { name: 'Anna' })
  const slot = await buildSlot(db, given)
  const session = await buildSession(db, { person, slot, started_at: clock.now(), generating_since: clock.now() })
  const anna = (await server.signIn(person)).client
  const tell = (since: Date | null) =>
    noteGenerating(server.parts, { sessionId: session.id, machineId: session.machine_id, since })
  const state = async () => {
    const facts = await readSlotFacts(db, slot.id)
    return facts && slotStateOf(facts, clock.now()).state
  }
  return { person, slot, session, anna, tell, state }
}
const colleague = async (given: Parameters<typeof buildPerson>[1] = {}) => {
  const person = await buildPerson(server.parts.db, given)
  return { person, client: (await server.signIn(person)).client }
}
const look = () => finishWorks(server.parts)

test('released with “deliver when done”, the session is over for its person at once and the slot works on, an hour at most', async () => {
  const { anna, slot, session, state } = await making()
  const boris = await colleague()

  assert.equal((await anna.call('session', at(session))).may.deliver_when_done, true)
  await anna.call('release', whenDone(slot))

  const view = await anna.call('session', at(session))
  const until = new Date(clock.now().getTime() + 60 * 60_000).toISOString()
  assert.deepEqual([view.state, view.end_reason, view.working_until], ['ended', 'manual', until])
  assert.equal(await state(), 'working')
  const seen = await boris.client.call('slot', at(slot))
  assert.deepEqual(seen.working, { name: 'Anna', mine: false })
  assert.equal(seen.until, until)
  await refused(boris.client.call('occupy', at(slot)), 'slot.working')
  await server.settled()
  assert.ok(server.parts.desks.closed.some(desk => desk.sessionId === session.id && desk.reason === 'manual'))
})

test('where nothing is being made nothing can be waited for, and the session goes on', async () => {
  const { anna, slot, state, tell } = await making()
  await tell(null)

  await refused(anna.call('release', whenDone(slot)), 'work.nothing')

  assert.equal(await state(), 'busy')
})

test('releasing again, in whatever words, leaves the work alone', async () => {
  const { anna, slot, state } = await making()
  const first = await anna.call('release', whenDone(slot))

  assert.deepEqual(await anna.call('release', at(slot)), first)
  assert.deepEqual(await anna.call('release', whenDone(slot)), first)

  assert.equal(await state(), 'working')
})

test('five quiet seconds after the answer the seat is closed; an answer that follows sooner is waited for', async () => {
  const { anna, slot, state, tell } = await making()
  await anna.call('release', whenDone(slot))
  clock.pass({ minutes: 10 })

  await tell(null)
  clock.pass({ seconds: 4 })
  await tell(clock.now())
  clock.pass({ seconds: 60 })
  await look()
  assert.equal(await state(), 'working')

  await tell(null)
  clock.pass({ seconds: 4 })
  await look()
  assert.equal(await state(), 'working')
  clock.pass({ seconds: 1 })
  await look()
  assert.equal(await state(), 'closing')
})

test('what takes longer than an hour is delivered as far as it is', async () => {
  const { anna, slot, state } = await making()
  await anna.call('release', whenDone(slot))

  clock.pass({ minutes: 59, seconds: 59 })
  await look()
  assert.equal(await state(), 'working')
  clock.pass({ seconds: 1 })
  await look()
  assert.equal(await state(), 'closing')
})

test('whoever went idle while an answer was made, or closed the desk, gets it; whoever’s time was up leaves at once', async () => {
  const idle = await making({ idle_minutes: 20 })
  const away = await making()
  const late = await making()
  const { db } = server.parts
  await db.sessions.update({ where: { id: away.session.id }, data: { state: 'away', away_since: clock.now() } })
  const ends_at = new Date(clock.now().getTime() + 60_000)
  await db.sessions.update({ where: { id: late.session.id }, data: { ends_at } })

  clock.pass({ minutes: 20 })
  await endDueSessions(server.parts)

  assert.deepEqual([await idle.state(), await away.state(), await late.state()], ['working', 'working', 'closing'])
  const ended = await db.sessions.findUniqueOrThrow({ where: { id: idle.session.id } })
  assert.equal(ended.end_reason, 'idle')
})

test('a booking ends the work at its time, also one that was made meanwhile', async () => {
  const { anna, slot, state } = await making()
  await anna.call('release', whenDone(slot))
  const vera = await buildPerson(server.parts.db)
  const from = new Date(clock.now().getTime() + 15 * 60_000)
  await server.parts.db.$executeRaw`
    INSERT INTO bookings (id, person_id, slot_id, date, start_time, duration_min, status, during)
    VALUES (gen_random_uuid(), ${vera.id}::uuid, ${slot.id}, ${from}::date, '10:00', 30, 'active',
      tstzrange(${from}, ${new Date(from.getTime() + 30 * 60_000)}))`

  clock.pass({ minutes: 14 })
  await look()
  assert.equal(await state(), 'working')
  clock.pass({ minutes: 1 })
  await look()
  assert.equal(await state(), 'closing')
})

test('its own person stops the work, and an administrator; a stranger does not, and twice at once it stops once', async () => {
  const own = await making()
  const theirs = await making()
  const [stranger, admin] = [await colleague(), await colleague({ role: 'admin' })]
  await refused(own.anna.call('stopWork', at(own.slot)), 'work.none')
  await own.anna.call('release', whenDone(own.slot))
  await theirs.anna.call('release', whenDone(theirs.slot))

  await refused(stranger.client.call('stopWork', at(own.slot)), 'auth.not-allowed')
  const stops = await Promise.allSettled([1, 2, 3].map(() => own.anna.call('stopWork', at(own.slot))))
  await admin.client.call('stopWork', at(theirs.slot))

  assert.equal(stops.filter(stop => stop.status === 'fulfilled').length, 1)
  assert.deepEqual([await own.state(), await theirs.state()], ['closing', 'closing'])
})

test('the first in line takes over where the administrator allows it', async () => {
  const strict = await making()
  const open = await making({ may_take_over: true, service: 'other' })
  const { db } = server.parts
  const [boris, vera] = [await colleague(), await colleague()]
  for (const { slot } of [strict, open]) {
    await buildPlace(db, { person: boris.person, slot })
    await buildPlace(db, { person: vera.person, slot })
  }
  await strict.anna.call('release', whenDone(strict.slot))
  await open.anna.call('release', whenDone(open.slot))

  await refused(boris.client.call('stopWork', at(strict.slot)), 'auth.not-allowed')
  await refused(vera.client.call('stopWork', at(open.slot)), 'auth.not-allowed')
  assert.equal((await boris.client.call('slot', at(open.slot))).may.stop_work, true)
  await boris.client.call('stopWork', at(open.slot))

  assert.equal(await open.state(), 'closing')
})

test('kicked while it works: the work stops, and why the session ended stands as it was', async () => {
  const { anna, slot, session, state } = await making()
  const admin = await colleague({ role: 'admin' })
  await anna.call('release', whenDone(slot))

  await admin.client.call('kick', { ...at(session), body: {} })

  assert.equal(await state(), 'closing')
  assert.equal((await anna.call('session', at(session))).end_reason, 'manual')
})

test('the server stops: work on machines of this computer ends with it, work elsewhere goes on', async () => {
  const { db } = server.parts
  const [here, there] = [await making(), await making()]
  await db.machines.update({ where: { id: here.session.machine_id }, data: { driver: 'local' } })
  await here.anna.call('release', whenDone(here.slot))
  await there.anna.call('release', whenDone(there.slot))

  await endForShutdown(server.parts)

  assert.deepEqual([await here.state(), await there.state()], ['closing', 'working'])
})
