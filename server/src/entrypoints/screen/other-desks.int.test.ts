import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { noteAway } from '../../actions/note-away.ts'
import { sayAlive } from '../../actions/say-alive.ts'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'

let guacd: MockGuacd
/** Two servers on one database. */
let one: DeskWorld
let other: DeskWorld
before(async () => {
  guacd = await startMockGuacd()
  const options = {
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    pace: { backMs: 100 },
  }
  one = await openDeskWorld(options)
  other = await openDeskWorld({ ...options, beside: one.database })
  for (const { parts } of [one, other]) await sayAlive(parts)
})
after(async () => {
  await other.close()
  await one.close()
  await guacd.close()
})

/** Somebody at their desk, through this server. */
async function seated(world: DeskWorld, windowId: string) {
  const { person, session } = await world.anybody()
  const client = world.knock(session, await world.pass(session, person.id, { window_id: windowId }))
  await client.picture()
  await eventually(async () => (await world.sessionNow(session.id)).desk_at === world.parts.serverId)
  return { person, session, client }
}

test('whether another window has the desk is also known at the other server', async () => {
  const there = randomUUID()
  const { session, client } = await seated(one, there)

  assert.equal(await other.desks.isInUse(session.id, randomUUID()), true)
  assert.equal(await other.desks.isInUse(session.id, there), false)
  client.close()
  await eventually(async () => !(await other.desks.isInUse(session.id, randomUUID())))
})

test('a desk opened at the other server is closed at the first, and its person was never away', async () => {
  const { session, person, client } = await seated(one, randomUUID())

  const newer = other.knock(session, await other.pass(session, person.id, { window_id: randomUUID() }))
  await newer.picture()

  assert.deepEqual((await client.wait('error')).args, ['taken_over', '521'])
  await eventually(async () => (await one.sessionNow(session.id)).desk_at === other.parts.serverId)
  await noteAway(one.parts, { sessionId: session.id })
  assert.equal((await one.sessionNow(session.id)).state, 'live')
})

test('a server that starts takes nobody for away who sits at the other one', async () => {
  const { session } = await seated(one, randomUUID())

  await noteAway(other.parts, 'everybody')

  assert.equal((await one.sessionNow(session.id)).state, 'live')
})

test('whoever sat at a server that died is away, and the desk is theirs to open elsewhere', async () => {
  const { session } = await one.anybody()
  const first_frame_at = new Date()
  const lost = { state: 'live', first_frame_at, desk_at: randomUUID() }
  await one.db.sessions.update({ where: { id: session.id }, data: lost })

  assert.equal(await other.desks.isInUse(session.id, randomUUID()), false)
  await noteAway(other.parts, 'everybody')
  assert.equal((await one.sessionNow(session.id)).state, 'away')
})
