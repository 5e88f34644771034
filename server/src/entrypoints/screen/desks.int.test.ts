import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { endSession } from '../../actions/end-session.ts'
import { eventually } from '../../testing/companion-world.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { MOCK_PICTURE, MOCK_READY, type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'

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

test('a pass opens its desk once; the answer names the protocol and not the pass', async () => {
  const { session, pass } = await world.anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  assert.equal(await knock(world.url(session), protocols, world.base), 'open guacamole')
  assert.equal(await knock(world.url(session), protocols, world.base), '401')
})

test('of two who use one pass at the same instant one gets in', async () => {
  const { session, pass } = await world.anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  const answers = await Promise.all(Array.from({ length: 8 }, () => knock(world.url(session), protocols, world.base)))

  assert.equal(answers.filter(answer => answer.startsWith('open')).length, 1)
})

test('a pass that is too old, for a page instead of a tunnel, of another session or of nobody is refused', async () => {
  const { person, session } = await world.anybody()
  const other = await world.anybody()
  const old = await world.pass(session, person.id, { expires_at: new Date(Date.now() - 1) })
  const forPage = await world.pass(session, person.id, { kind: 'desk' })

  for (const pass of [old, forPage, other.pass, 'made-up'])
    assert.equal(await knock(world.url(session), ['guacamole', `pass.${pass}`], world.base), '401')
})

test('a good pass does not open an ended session, nor for a person who was switched off', async () => {
  const ended = await world.anybody()
  await endSession(world.parts, { sessionId: ended.session.id, reason: 'manual' })
  const off = await world.anybody()
  await world.db.people.update({ where: { id: off.person.id }, data: { disabled_at: new Date() } })

  for (const { session, pass } of [ended, off])
    assert.equal(await knock(world.url(session), ['guacamole', `pass.${pass}`], world.base), '401')
})

test('a foreign page is refused and the pass stays good for the right one', async () => {
  const { session, pass } = await world.anybody()
  const protocols = ['guacamole', `pass.${pass}`]

  for (const origin of ['https://evil.example', 'null', 'http://localhost:1', undefined])
    assert.equal(await knock(world.url(session), protocols, origin), '403')
  assert.equal(await knock(world.url(session), protocols, world.base), 'open guacamole')
})

test('a tunnel without the protocol, or without a pass, is refused; other addresses are somebody else’s', async () => {
  const { session, pass } = await world.anybody()

  assert.equal(await knock(world.url(session), [`pass.${pass}`], world.base), '400')
  assert.equal(await knock(world.url(session), ['guacamole'], world.base), '400')
  assert.equal(await knock(world.url({ id: 'no-uuid' }), ['guacamole', 'pass.x'], world.base), '401')
  assert.equal(world.desks.upgrade({ url: '/companion' } as never, null as never, null as never), false)
})

test('the first picture makes the session live and is timed; it is noted once', async () => {
  const { client, session } = await world.open()

  await client.picture()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')

  const live = await world.sessionNow(session.id)
  const phases = live.phases as Record<string, number>
  assert.ok(live.first_frame_at)
  assert.ok((phases.screen ?? -1) >= 0 && (phases.first_picture ?? -1) >= (phases.screen ?? 0))
  assert.equal(phases.browser, 7)
})

test('a page that goes leaves the person away; a page that comes brings them back', async () => {
  const { client, session, person } = await world.open()
  await client.picture()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')

  client.close()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'away')
  assert.ok((await world.sessionNow(session.id)).away_since)

  const again = world.knock(session, await world.pass(session, person.id))
  await again.picture()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')
  assert.equal((await world.sessionNow(session.id)).away_since, null)
})

test('somebody at their desk is not left away because another copy of the server believed so', async () => {
  const { client, session } = await world.open()
  await client.picture()
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')

  await world.db.sessions.update({ where: { id: session.id }, data: { state: 'away', away_since: new Date() } })

  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')
})

test('keys are the person’s; what the page says by itself is not', async () => {
  const { client, session } = await world.open()
  await client.picture()
  client.send('nop')
  client.send('size', 900, 700)
  await sleep(150)
  assert.equal((await world.sessionNow(session.id)).last_input_at, null)

  client.send('key', 0x61, 1)

  await eventually(async () => (await world.sessionNow(session.id)).last_input_at !== null)
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
  await eventually(async () => (await world.sessionNow(session.id)).state === 'live')
  await endSession(world.parts, { sessionId: session.id, reason: 'kicked' })

  world.desks.close(session.id, 523, 'kicked')

  assert.deepEqual((await client.wait('error')).args, ['kicked', '523'])
  assert.equal((await watcher.closed).reason, '523')
  await sleep(150)
  assert.equal((await world.sessionNow(session.id)).state, 'ended')
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
