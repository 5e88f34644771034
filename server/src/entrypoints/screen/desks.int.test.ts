import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { endSession } from '../../actions/end-session.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { guacOverWebSocket } from '../../testing/guac-client.ts'
import { MOCK_PICTURE, MOCK_READY, type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
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

/** How the door answers: `open`, or the HTTP status. */
function knock(url: string, protocols: string[], origin: string | undefined): Promise<string> {
  return new Promise(resolve => {
    const socket = new WebSocket(url, protocols, origin ? { origin } : {})
    socket.on('open', () => {
      resolve(`open ${socket.protocol}`)
      socket.close()
    })
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
    socket.on('error', () => resolve('error'))
  })
}

async function anybody() {
  const person = await world.person()
  const session = await world.session(person.id)
  return { person, session, pass: await world.pass(session, person.id) }
}
/** guacd's id in what the mock says when it is ready. */
const parse = (ready: string) => ready.split('.').at(-1)?.slice(0, -1)
const sessionNow = (id: string) => world.db.sessions.findUniqueOrThrow({ where: { id } })
async function until(look: () => Promise<boolean>) {
  for (let waited = 0; waited < 5000; waited += 20) {
    if (await look()) return
    await sleep(20)
  }
  assert.fail('it did not happen within 5 s')
}

test('a pass opens its desk once; the answer names the protocol and not the pass', async () => {
  const { session, pass } = await anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  assert.equal(await knock(world.url(session), protocols, world.base), 'open guacamole')
  assert.equal(await knock(world.url(session), protocols, world.base), '401')
})

test('of two who use one pass at the same instant one gets in', async () => {
  const { session, pass } = await anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  const answers = await Promise.all(Array.from({ length: 8 }, () => knock(world.url(session), protocols, world.base)))

  assert.equal(answers.filter(answer => answer.startsWith('open')).length, 1)
})

test('a pass that is too old, for a page instead of a tunnel, of another session or of nobody is refused', async () => {
  const { person, session } = await anybody()
  const other = await anybody()
  const old = await world.pass(session, person.id, { expires_at: new Date(Date.now() - 1) })
  const forPage = await world.pass(session, person.id, { kind: 'desk' })

  for (const pass of [old, forPage, other.pass, 'made-up'])
    assert.equal(await knock(world.url(session), ['guacamole', `pass.${pass}`], world.base), '401')
})

test('a good pass does not open an ended session, nor for a person who was switched off', async () => {
  const ended = await anybody()
  await endSession(world.parts, { sessionId: ended.session.id, reason: 'manual' })
  const off = await anybody()
  await world.db.people.update({ where: { id: off.person.id }, data: { disabled_at: new Date() } })

  for (const { session, pass } of [ended, off])
    assert.equal(await knock(world.url(session), ['guacamole', `pass.${pass}`], world.base), '401')
})

test('a foreign page is refused and the pass stays good for the right one', async () => {
  const { session, pass } = await anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  for (const origin of ['https://evil.example', 'null', 'http://localhost:1', undefined])
    assert.equal(await knock(world.url(session), protocols, origin), '403')
  assert.equal(await knock(world.url(session), protocols, world.base), 'open guacamole')
})

test('a tunnel without the protocol, or without a pass, is refused; other addresses are somebody else’s', async () => {
  const { session, pass } = await anybody()

  assert.equal(await knock(world.url(session), [`pass.${pass}`], world.base), '400')
  assert.equal(await knock(world.url(session), ['guacamole'], world.base), '400')
  assert.equal(await knock(world.url({ id: 'no-uuid' }), ['guacamole', 'pass.x'], world.base), '401')
  assert.equal(world.desks.upgrade({ url: '/companion' } as never, null as never, null as never), false)
})

test('the first picture makes the session live and is timed; it is noted once', async () => {
  const { client, session } = await world.open()

  await client.picture()
  await until(async () => (await sessionNow(session.id)).state === 'live')

  const live = await sessionNow(session.id)
  const phases = live.phases as Record<string, number>
  assert.ok(live.first_frame_at)
  assert.ok((phases.screen ?? -1) >= 0 && (phases.first_picture ?? -1) >= (phases.screen ?? 0))
  assert.equal(phases.browser, 7)
})

test('a page that goes leaves the person away; a page that comes brings them back', async () => {
  const { client, session, person } = await world.open()
  await client.picture()
  await until(async () => (await sessionNow(session.id)).state === 'live')

  client.close()
  await until(async () => (await sessionNow(session.id)).state === 'away')
  assert.ok((await sessionNow(session.id)).away_since)

  const again = world.knock(session, await world.pass(session, person.id))
  await again.picture()
  await until(async () => (await sessionNow(session.id)).state === 'live')
  assert.equal((await sessionNow(session.id)).away_since, null)
})

test('somebody at their desk is not left away because another copy of the server believed so', async () => {
  const { client, session } = await world.open()
  await client.picture()
  await until(async () => (await sessionNow(session.id)).state === 'live')

  await world.db.sessions.update({ where: { id: session.id }, data: { state: 'away', away_since: new Date() } })

  await until(async () => (await sessionNow(session.id)).state === 'live')
})

test('the newest window has the desk; the older one is told so and the person was never away', async () => {
  const { client, session, person } = await world.open()
  await client.picture()
  await until(async () => (await sessionNow(session.id)).state === 'live')

  const newer = world.knock(session, await world.pass(session, person.id))
  await newer.picture()

  assert.deepEqual((await client.wait('error')).args, ['taken_over', '521'])
  assert.equal((await client.closed).reason, '521')
  assert.equal((await sessionNow(session.id)).state, 'live')
  assert.equal(world.desks.list().filter(desk => desk.session_id === session.id).length, 1)
})

test('a desk is in use by another window while that one answers, never by one’s own and never by a watcher', async () => {
  const { person, session } = await anybody()
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
  const { person, session } = await anybody()
  const proxy = await startProxy(Number(new URL(world.base).port))
  const url = world.url(session).replace(new URL(world.base).host, proxy.host)
  const client = guacOverWebSocket(url, { pass: await world.pass(session, person.id), origin: `http://${proxy.host}` })
  await client.picture()
  assert.equal(await world.desks.isInUse(session.id, randomUUID()), true)

  proxy.freeze()

  assert.equal(await world.desks.isInUse(session.id, randomUUID()), false)
  await proxy.close()
})

test('keys are the person’s; what the page says by itself is not', async () => {
  const { client, session } = await world.open()
  await client.picture()
  client.send('nop')
  client.send('size', 900, 700)
  await sleep(150)
  assert.equal((await sessionNow(session.id)).last_input_at, null)

  client.send('key', 0x61, 1)

  await until(async () => (await sessionNow(session.id)).last_input_at !== null)
})

test('an end closes owner and watchers with its reason, and nothing brings the session back', async () => {
  const { client, session } = await world.open()
  const admin = await world.person('Boris')
  const watcher = world.knock(session, await world.pass(session, admin.id))
  await Promise.all([client.picture(), watcher.picture()])
  assert.deepEqual(
    world.desks
      .list()
      .filter(desk => desk.session_id === session.id && desk.read_only)
      .map(desk => desk.person_id),
    [admin.id],
  )
  await until(async () => (await sessionNow(session.id)).state === 'live')
  await endSession(world.parts, { sessionId: session.id, reason: 'kicked' })

  world.desks.close(session.id, 523, 'kicked')

  assert.deepEqual((await client.wait('error')).args, ['kicked', '523'])
  assert.equal((await watcher.closed).reason, '523')
  await sleep(150)
  assert.equal((await sessionNow(session.id)).state, 'ended')
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
  assert.deepEqual(joined?.args, [parse(MOCK_READY)])
  client.close()
  assert.deepEqual((await watcher.wait('error')).args, ['owner_away', '518'])
  await until(async () => guacd.open.size === open - 1)
})

test('whoever watches while nobody is at the desk sees the screen by a connection of their own', async () => {
  const { session } = await anybody()
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
  await until(async () => heard.length === 2)
  client.close()
  await until(
    async () => (await attended.db.sessions.findUniqueOrThrow({ where: { id: session.id } })).state === 'away',
  )
  await attended.close()

  assert.deepEqual(heard, [MOCK_PICTURE, '5.mouse,1.5,1.7,1.0;'])
})

test('a page that is early hears how far the seat is, and sees nothing before the seat is its own', async () => {
  const person = await world.person()
  const session = await world.session(person.id, { phases: { lease: 3 } })
  const before_ = guacd.heard.length

  const client = world.knock(session, await world.pass(session, person.id))
  assert.deepEqual((await client.wait('', ([what]) => what === 'phase')).args, ['phase', 'machine'])
  await world.db.sessions.update({ where: { id: session.id }, data: { phases: { lease: 3, machine: 50 } } })
  assert.deepEqual((await client.wait('', ([what]) => what === 'phase')).args, ['phase', 'browser'])
  assert.equal(guacd.heard.length, before_)
  await world.db.sessions.update({
    where: { id: session.id },
    data: { phases: { lease: 3, machine: 50, browser: 90 } },
  })

  await client.picture()
})

test('a guacd that is away for a moment costs a moment', async () => {
  const real = guacd
  await real.close()
  const opening = world.open()
  await sleep(700)
  guacd = await startMockGuacd({ connect: socket => socket.write(MOCK_READY + MOCK_PICTURE) })

  await (await opening).client.picture()
})
