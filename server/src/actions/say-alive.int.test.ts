import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { Client } from 'pg'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { keepMachine } from './keep-machine.ts'
import { leaveServers } from './leave-servers.ts'
import { connectionOf, sayAlive } from './say-alive.ts'

let database: TestDatabase
before(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  await database.db.servers.deleteMany()
})
after(() => database.close())

/** A server that runs: it has said so, and holds its line for news. */
async function running(seenSecondsAgo = 0) {
  const serverId = randomUUID()
  const parts = { ...database, serverId }
  const line = new Client({ connectionString: database.url, application_name: connectionOf(serverId) })
  await line.connect()
  await sayAlive(parts)
  await database.db
    .$executeRaw`UPDATE servers SET seen_at = seen_at - make_interval(secs => ${seenSecondsAgo}) WHERE id = ${serverId}::uuid`
  return { parts, serverId, die: () => line.end() }
}
const listed = async () => (await database.db.servers.findMany()).map(({ id }) => id)

test('a machine is looked after by one server; when that dies, by whoever comes', async () => {
  const machine = await buildMachine(database.db)
  const [one, other] = [await running(5), await running()]
  assert.deepEqual(
    [await keepMachine(one.parts, machine.id), await keepMachine(other.parts, machine.id)],
    [true, false],
  )

  await one.die()

  assert.deepEqual(await sayAlive(other.parts), { anew: false, buried: true })
  assert.equal(await keepMachine(other.parts, machine.id), true)
  assert.deepEqual(await listed(), [other.serverId])
  await other.die()
})

test('a closing that died with its server is taken up at once, not when its time is over', async () => {
  const slot = await buildSlot(database.db)
  const person = await buildPerson(database.db)
  const until = new Date(Date.now() + 60_000)
  const ended = { ended_at: new Date(), end_reason: 'manual' as const, closing_lease: until }
  const session = await buildSession(database.db, { person, slot, ...ended })
  const [one, other] = [await running(5), await running()]
  await keepMachine(one.parts, session.machine_id)

  await one.die()
  await sayAlive(other.parts)

  const { closing_lease } = await database.db.sessions.findUniqueOrThrow({ where: { id: session.id } })
  assert.equal(closing_lease, null)
  await other.die()
})

test('a server that is silent for a moment is not dead while its connection stands; one that hangs for long is', async () => {
  const [slow, hung, other] = [await running(5), await running(60), await running()]

  await sayAlive(other.parts)

  assert.deepEqual((await listed()).toSorted(), [slow.serverId, other.serverId].toSorted())
  assert.deepEqual(await sayAlive(hung.parts), { anew: true, buried: false }, 'it learns that it was taken for dead')
  for (const { die } of [slow, hung, other]) await die()
})

test('while the database restarts nobody is connected, and nobody is taken for dead by those who run', async () => {
  const [one, other] = [await running(1), await running()]
  await one.die()

  assert.equal((await sayAlive(other.parts)).buried, false)
  await other.die()
})

test('whoever starts after a crash does not wait for the dead one’s silence', async () => {
  const dead = await running()
  await dead.die()

  const next = await running()

  assert.deepEqual(await listed(), [next.serverId])
  await next.die()
})

test('a server that stops leaves nothing in its hands', async () => {
  const machine = await buildMachine(database.db)
  const { parts, die } = await running()
  await keepMachine(parts, machine.id)
  await database.db.machines.update({ where: { id: machine.id }, data: { line_at: parts.serverId } })

  await leaveServers(parts)

  const { kept_by, line_at } = await database.db.machines.findUniqueOrThrow({ where: { id: machine.id } })
  assert.deepEqual([kept_by, line_at, await listed()], [null, null, []])
  await die()
})
