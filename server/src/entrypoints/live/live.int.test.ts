import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LiveEventName, LiveEvents } from '@taxi/contract/live.ts'
import type { Socket } from 'socket.io-client'
import { endSession } from '../../actions/end-session.ts'
import { signDeskToken } from '../../outside/access-token.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const PATIENCE_MS = 10_000

/** The next event of this name that fits. */
function next<N extends LiveEventName>(
  line: Socket,
  name: N,
  fits: (event: LiveEvents[N]) => boolean = () => true,
): Promise<LiveEvents[N]> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ${name} came`)), PATIENCE_MS)
    const hear = (event: LiveEvents[N]) => {
      if (!fits(event)) return
      clearTimeout(late)
      line.off(name as string, hear)
      resolve(event)
    }
    line.on(name as string, hear)
  })
}

const disconnected = (line: Socket) =>
  new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the line stayed open')), PATIENCE_MS)
    line.once('disconnect', () => {
      clearTimeout(late)
      resolve()
    })
  })

async function connected(token: string) {
  const line = server.line(token)
  return { line, hello: await next(line, 'hello') }
}

test('everybody connected sees a slot change, each as it stands for them, under one version', async () => {
  const { db } = server.parts
  const slot = await buildSlot(db)
  const anna = await server.signIn(await buildPerson(db, { name: 'Anna' }))
  const boris = await server.signIn(await buildPerson(db))
  const [a, b] = [await connected(anna.token), await connected(boris.token)]
  assert.equal(a.hello.epoch, b.hello.epoch)

  const busy = (event: LiveEvents['slot.update']) => event.slot.id === slot.id && event.slot.state === 'busy'
  const both = Promise.all([next(a.line, 'slot.update', busy), next(b.line, 'slot.update', busy)])
  await anna.client.call('occupy', { params: { id: slot.id } })
  const [forAnna, forBoris] = await both

  assert.equal(forAnna.version, forBoris.version)
  assert.deepEqual(
    [forAnna.slot.holder?.mine, forAnna.slot.may.release, forAnna.slot.fsm_state],
    [true, true, 'PREPARING'],
  )
  assert.equal(forBoris.slot.holder?.name, 'Anna')
  assert.deepEqual(forBoris.slot.may.occupy, { code: 'slot.taken' })
  assert.equal(forBoris.slot.session_id, null)
  const { headers } = await boris.client.callWithHeaders('slots')
  assert.ok(Number(headers.get('taxi-board-version')) >= forBoris.version)
})

test('a slot that shares its machine is told busy together with the one that was taken', async () => {
  const { db } = server.parts
  const machine = await buildMachine(db)
  const [slot, neighbour] = [
    await buildSlot(db, { machines: [machine.id] }),
    await buildSlot(db, { machines: [machine.id] }),
  ]
  const anna = await server.signIn(await buildPerson(db))
  const { line } = await connected(anna.token)

  const told = next(line, 'slot.update', event => event.slot.id === neighbour.id && event.slot.state === 'busy')
  await anna.client.call('occupy', { params: { id: slot.id } })

  assert.equal((await told).slot.holder?.mine, false)
})

test('whoever changed something sees it in the very next list', async () => {
  const { db } = server.parts
  const slot = await buildSlot(db)
  const anna = await server.signIn(await buildPerson(db))
  await server.parts.change(tx => tx.announce({ about: 'slot', id: slot.id }))
  const stateNow = async () => (await anna.client.call('slots')).find(each => each.id === slot.id)?.state

  for (let round = 0; round < 20; round++) {
    assert.equal(await stateNow(), 'free')
    const { session_id } = await anna.client.call('occupy', { params: { id: slot.id } })
    assert.equal(await stateNow(), 'busy')
    await anna.client.call('release', { params: { id: slot.id } })
    assert.equal(await stateNow(), 'closing')
    await server.parts.change(async tx => {
      await tx.sessions.update({ where: { id: session_id }, data: { freed_at: new Date() } })
      await tx.announce({ about: 'slot', id: slot.id })
    })
  }
})

test('a session’s news goes to its person and its desk, and to nobody else', async () => {
  const { db } = server.parts
  const person = await buildPerson(db)
  const session = await buildSession(db, { person, slot: await buildSlot(db) })
  const owner = await connected((await server.signIn(person)).token)
  const desk = await connected(
    signDeskToken(server.parts, { personId: person.id, sessionId: session.id, familyId: null }),
  )
  const stranger = await connected((await server.signIn(await buildPerson(db))).token)
  const heard: string[] = []
  stranger.line.on('session.update', () => heard.push('session'))
  stranger.line.on('dump.update', () => heard.push('dump'))
  desk.line.on('slot.update', () => heard.push('board'))

  const told = Promise.all([
    next(owner.line, 'session.update', ({ session }) => session.state === 'ended'),
    next(desk.line, 'session.update', ({ session }) => session.state === 'ended'),
    next(owner.line, 'dump.update'),
  ])
  await endSession(server.parts, { sessionId: session.id, reason: 'idle' })
  const [atOwner, atDesk, { dump }] = await told

  assert.equal(atOwner.session.end_reason, 'idle')
  assert.equal(atDesk.session.id, session.id)
  assert.equal(dump.state, 'sealing')
  await server.settled()
  assert.ok(server.parts.desks.closed.some(closed => closed.sessionId === session.id && closed.code === 522))
  assert.deepEqual(heard, [])
})

test('no token, a bad one, or that of somebody disabled: no line', async () => {
  const { db } = server.parts
  const disabled = await buildPerson(db, { disabled_at: new Date() })
  const failed = (token: string) =>
    new Promise<string>(resolve => {
      const line = server.line(token)
      line.once('connect_error', error => resolve(error.message))
      line.once('hello', () => resolve('connected'))
    })

  assert.equal(await failed(''), 'auth.required')
  assert.equal(await failed('rubbish'), 'auth.required')
  assert.equal(await failed((await server.signIn(disabled)).token), 'auth.required')
})

test('whoever signs out or is disabled loses line and desk within a second or so', async () => {
  const { db } = server.parts
  const person = await buildPerson(db)
  const session = await buildSession(db, { person, slot: await buildSlot(db) })
  const [here, there] = [await server.signIn(person), await server.signIn(person)]
  const familyOf = async (refresh: string) => {
    const { hashOf } = await import('../../outside/secrets.ts')
    return (await db.refresh_tokens.findUniqueOrThrow({ where: { token_hash: hashOf(refresh) } })).family_id
  }
  server.parts.desks.opened.push({
    session_id: session.id,
    person_id: person.id,
    family_id: await familyOf(here.refreshToken),
    since: new Date(),
    read_only: false,
  })
  const [a, b] = [await connected(here.token), await connected(there.token)]

  const out = disconnected(a.line)
  await here.client.call('signOut')
  await out
  await server.settled()
  assert.ok(b.line.connected, 'the other sign-in stays')
  assert.deepEqual(server.parts.desks.closed.at(-1), { sessionId: session.id, code: 769, reason: 'signed_out' })
  assert.equal((await db.sessions.findUniqueOrThrow({ where: { id: session.id } })).state, 'away')

  const admin = await server.signIn(await buildPerson(db, { role: 'admin' }))
  const gone = disconnected(b.line)
  await admin.client.call('changePerson', { params: { id: person.id }, body: { disabled: true } })
  await gone
})

test('the news line comes back when its connection is cut, and the board is told anew', async () => {
  const { db } = server.parts
  const slot = await buildSlot(db)
  const anna = await connected((await server.signIn(await buildPerson(db))).token)

  const toldAnew = next(
    anna.line,
    'slot.update',
    event => event.slot.id === slot.id && event.slot.name === 'changed in the dark',
  )
  await db.$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taxi news' AND datname = current_database()`
  await db.slots.update({ where: { id: slot.id }, data: { name: 'changed in the dark' } })
  await toldAnew

  const again = next(anna.line, 'slot.update', event => event.slot.name === 'changed in the light')
  await server.parts.change(async tx => {
    await tx.slots.update({ where: { id: slot.id }, data: { name: 'changed in the light' } })
    await tx.announce({ about: 'slot', id: slot.id })
  })
  await again
})
