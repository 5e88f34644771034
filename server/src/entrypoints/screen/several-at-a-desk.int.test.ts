import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { guacOverWebSocket } from '../../testing/guac-client.ts'
import { MOCK_ID, MOCK_PICTURE, type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { startProxy } from '../../testing/proxy.ts'

let guacd: MockGuacd
let world: DeskWorld
before(async () => {
  guacd = await startMockGuacd()
  world = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    pace: { backMs: 100 },
  })
})
after(async () => {
  await world.close()
  await guacd.close()
})

test('the newest window has the desk; the older one is told so and the person was never away', async () => {
  const { client, session, person } = await world.open()
  await client.picture()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')

  const newer = world.knock(session, await world.pass(session, person.id))
  await newer.picture()

  assert.deepEqual((await client.wait('error')).args, ['taken_over', '521'])
  assert.equal((await client.closed).reason, '521')
  assert.equal((await world.sessionNow(session.id)).state, 'live')
  assert.equal(world.desks.list().filter(desk => desk.session_id === session.id).length, 1)
})

test('a desk is in use by another window while that one answers, never by one’s own and never by a watcher', async () => {
  const { person, session } = await world.anybody()
  const admin = await world.person('Boris')
  const [here, there] = [randomUUID(), randomUUID()]
  const inUse = (window: string | null) => world.desks.isInUse(session.id, window)
  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()
  assert.equal(await inUse(here), false)

  const client = world.knock(session, await world.pass(session, person.id, { window_id: there }))
  await client.picture()

  assert.deepEqual([await inUse(here), await inUse(null), await inUse(there)], [true, true, false])
  client.close()
  assert.equal(await inUse(here), false)
  watcher.close()
})

test('a window whose line was lost without a word does not hold the desk against another', async () => {
  const { person, session } = await world.anybody()
  const proxy = await startProxy(Number(new URL(world.base).port))
  const url = world.url(session).replace(new URL(world.base).host, proxy.host)
  const client = guacOverWebSocket(url, { pass: await world.pass(session, person.id), origin: `http://${proxy.host}` })
  await client.picture()
  assert.equal(await world.desks.isInUse(session.id, randomUUID()), true)

  proxy.freeze()

  assert.equal(await world.desks.isInUse(session.id, randomUUID()), false)
  await proxy.close()
})

test('a watcher’s guacd is told to look only, and the person stays the owner', async () => {
  const { client, session } = await world.open()
  await client.picture()
  const before_ = guacd.heard.length
  const admin = await world.person('Boris')

  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()
  watcher.send('key', 0x61, 1)
  await sleep(100)

  const said = guacd.heard.slice(before_)
  assert.equal(said.find(({ opcode }) => opcode === 'connect')?.args[5], 'true')
  assert.ok(!said.some(({ opcode }) => opcode === 'key'))
  assert.ok(!client.heard.some(({ opcode }) => opcode === 'error'))
})

test('a watcher joins the screen of the owner, is told so by guacd’s own id, and leaves with them', async () => {
  const { client, session } = await world.open()
  await client.picture()
  const [before_, open] = [guacd.heard.length, guacd.open.size]
  const admin = await world.person('Boris')

  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()

  const [joined] = guacd.heard.slice(before_).filter(({ opcode }) => opcode === 'select')
  assert.deepEqual(joined?.args, [MOCK_ID])
  client.close()
  assert.deepEqual((await watcher.wait('error')).args, ['owner_away', '518'])
  await eventually(async () => guacd.open.size === open - 1)
})

test('whoever watches while nobody is at the desk sees the screen by a connection of their own', async () => {
  const { session } = await world.anybody()
  const before_ = guacd.heard.length
  const admin = await world.person('Boris')

  const watcher = world.knock(session, await world.pass(session, admin.id))
  await watcher.picture()

  assert.deepEqual(guacd.heard[before_]?.args, ['vnc'])
  watcher.close()
})

test('what an owner is shown, and where they point, is heard by who goes along; a failure of theirs is not felt', async () => {
  const heard: string[] = []
  const relayed = (chunk: string) => {
    heard.push(chunk)
    throw new Error('full')
  }
  const attended = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    attend: ({ readOnly, session }) => {
      assert.equal(session.isRecorded, false)
      return readOnly ? null : { relayed, closed: () => Promise.reject(new Error('full')) }
    },
  })
  const { client, session } = await attended.open()
  await client.picture()
  client.send('mouse', 5, 7, 0)
  client.send('key', 0x61, 1)
  await eventually(async () => heard.length === 2)
  client.close()
  await eventually(
    async () => (await attended.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).state === 'away',
  )
  await attended.close()

  assert.deepEqual(heard, [MOCK_PICTURE, '5.mouse,1.5,1.7,1.0;'])
})
