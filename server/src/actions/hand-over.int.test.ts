import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { writeHeirTurn } from '../db/write/write-heir-turn.ts'
import { type Seats, startSeats } from '../entrypoints/jobs/seats.ts'
import { createMachines } from '../outside/machine/machines.ts'
import { buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { endForShutdown } from './end-for-shutdown.ts'
import { offerTurns } from './offer-turns.ts'

let server: TestServer
let seats: Seats | null = null
before(async () => {
  server = await openTestServer()
})
beforeEach(async () => {
  await seats?.close()
  seats = null
})
after(async () => {
  await seats?.close()
  await server.close()
})
/** Machines without anything behind them: the seat is sealed and passed on at once. */
const open = () => {
  seats = startSeats({ ...server.parts, machines: createMachines(server.parts) })
}

const at = (it: { id: string }) => ({ params: { id: it.id } })
const to = (session: { id: string }, person: { id: string }) => ({ ...at(session), body: { person_id: person.id } })
const somebody = async (name: string, given: Parameters<typeof buildPerson>[1] = {}) => {
  const person = await buildPerson(server.parts.db, { name, ...given })
  return { person, client: (await server.signIn(person)).client }
}

/** Anna sits at a slot; Boris is her colleague. */
async function seated() {
  const { db } = server.parts
  const [anna, boris] = [await somebody('Anna'), await somebody('Boris')]
  const slot = await buildSlot(db)
  const session = await buildSession(db, { person: anna.person, slot, phases: { lease: 1, browser: 2 } })
  const heirs = () => db.sessions.findMany({ where: { follows_id: session.id } })
  return { anna, boris, slot, session, heirs }
}

test('handed over, the seat is the colleague’s in the moment it is sealed, for the time that was left', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  const line = server.line((await server.signIn(boris.person)).token)
  const told = new Promise<string>(resolve => line.on('notification', ({ msg }: { msg: string }) => resolve(msg)))

  const view = await anna.client.call('handOver', to(session, boris.person))
  assert.deepEqual([view.state, view.end_reason], ['ended', 'handed_over'])
  assert.equal((await boris.client.call('slot', at(slot))).state, 'closing')
  open()
  const [next] = await until('Boris sits', async () => (await heirs())[0] && heirs())

  assert.equal(next?.person_id, boris.person.id)
  assert.deepEqual([next?.machine_id, next?.ends_at], [session.machine_id, session.ends_at])
  const given = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.deepEqual(given.freed_at, next?.started_at)
  assert.equal((await boris.client.call('slot', at(slot))).holder?.mine, true)
  assert.match(await told, /Anna/)
})

test('nobody in line is passed over, but the first of them may be given the seat, and waits no more', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  const vera = await somebody('Vera')
  await buildPlace(server.parts.db, { person: vera.person, slot })

  await refused(anna.client.call('handOver', to(session, boris.person)), 'hand-over.wanted')
  await anna.client.call('handOver', to(session, vera.person))
  open()
  await until('Vera sits', async () => (await heirs())[0])

  assert.deepEqual((await vera.client.call('myQueue')).places, [])
})

test('who joins the line meanwhile waits for the colleague, and is offered nothing', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  const vera = await somebody('Vera')
  await anna.client.call('handOver', to(session, boris.person))
  await vera.client.call('joinQueue', at(slot))
  open()
  await until('Boris sits', async () => (await heirs())[0])

  await offerTurns(server.parts)

  assert.deepEqual((await vera.client.call('myQueue')).offers, [])
  assert.equal(await server.parts.db.offers.count({ where: { slot_id: slot.id } }), 0)
})

test('only one’s own running session, and only to somebody who may sit there', async () => {
  const { anna, boris, slot, session } = await seated()
  const { db } = server.parts
  const gone = await somebody('Gone', { disabled_at: new Date() })

  await refused(boris.client.call('handOver', to(session, boris.person)), 'session.unknown')
  await refused(anna.client.call('handOver', to(session, anna.person)), 'queue.mine')
  await refused(anna.client.call('handOver', to(session, gone.person)), 'person.unknown')
  await db.sessions.update({ where: { id: session.id }, data: { first_frame_at: null, state: 'preparing' } })
  await refused(anna.client.call('handOver', to(session, boris.person)), 'hand-over.too-early')
  await anna.client.call('release', at(slot))
  await refused(anna.client.call('handOver', to(session, boris.person)), 'session.ended')
})

test('twice at once and once more, the seat goes to one colleague once', async () => {
  const { anna, boris, session, heirs } = await seated()
  const vera = await somebody('Vera')

  const both = await Promise.allSettled([
    anna.client.call('handOver', to(session, boris.person)),
    anna.client.call('handOver', to(session, vera.person)),
    anna.client.call('handOver', to(session, boris.person)),
  ])
  const { handed_to } = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, handed_to === boris.person.id ? 2 : 1)
  open()
  await until('somebody sits', async () => (await heirs())[0])
  await anna.client.call('handOver', to(session, { id: handed_to ?? '' }))

  assert.deepEqual(
    (await heirs()).map(next => next.person_id),
    [handed_to],
  )
})

test('a colleague who cannot sit down any more is not seated: the slot is cleaned and free like any other', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  await anna.client.call('handOver', to(session, boris.person))
  await server.parts.db.people.update({ where: { id: boris.person.id }, data: { disabled_at: new Date() } })
  open()

  await until('free', async () => (await anna.client.call('slot', at(slot))).state === 'free')
  const given = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })

  assert.deepEqual(await heirs(), [])
  assert.equal((given.closing as { clean?: { ok: boolean } }).clean?.ok, true)
})

test('a server that stops in the middle goes on where it was: the colleague sits down after the restart', async () => {
  const { anna, boris, session, heirs } = await seated()
  await anna.client.call('handOver', to(session, boris.person))
  const done = { ok: true, at: new Date().toISOString() }
  const closing = { tabs: done, seal_screen: done, finish: done, seal_files: done, keep_cookies: done }
  await server.parts.db.sessions.update({ where: { id: session.id }, data: { closing, closing_lease: new Date(0) } })

  open()
  await until('Boris sits', async () => (await heirs())[0])
})

test('a colleague who gives the seat back without having come leaves it clean and free', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  await anna.client.call('handOver', to(session, boris.person))
  open()
  await until('Boris sits', async () => (await heirs())[0])

  await boris.client.call('release', at(slot))
  await until('free', async () => (await anna.client.call('slot', at(slot))).state === 'free')
  const driver = await createMachines(server.parts).driver(session.machine_id)
  assert.equal(await driver.dirty(), null)
})

test('two servers that close the same seat, one of them slow, seat the colleague once and clean nothing', async () => {
  const { anna, boris, slot, session, heirs } = await seated()
  await anna.client.call('handOver', to(session, boris.person))
  const given = { sessionId: session.id, slotId: slot.id, heirId: boris.person.id }
  const pass = () => server.parts.change(tx => writeHeirTurn(server.parts, tx, given))

  assert.deepEqual(await Promise.all([pass(), pass()]), [true, true])

  assert.equal((await heirs()).length, 1)
  const { handed_to } = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(handed_to, boris.person.id)
})

test('the server stops with the machine: nobody is seated there any more', async () => {
  const { anna, boris, session, heirs } = await seated()
  await server.parts.db.machines.update({ where: { id: session.machine_id }, data: { driver: 'local' } })
  await anna.client.call('handOver', to(session, boris.person))

  await endForShutdown(server.parts)
  await server.parts.db.machines.update({ where: { id: session.machine_id }, data: { driver: 'dry' } })
  open()
  await until('the seat is cleaned', async () => {
    const { freed_at } = await server.parts.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
    return freed_at
  })

  assert.deepEqual(await heirs(), [])
})
