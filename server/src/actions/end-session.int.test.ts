import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { endSession } from './end-session.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

async function ride(given: Parameters<typeof buildPerson>[1] = {}) {
  const { db } = server.parts
  const person = await buildPerson(db, given)
  const slot = await buildSlot(db)
  const session = await buildSession(db, { person, slot })
  return { person, slot, session, guest: await server.signIn(person) }
}
const at = (id: string) => ({ params: { id } })

test('a released session ends at once, is owed a dump, and its desk is closed', async () => {
  const { slot, session, guest } = await ride()

  const released = await guest.client.call('release', at(slot.id))

  const dump = await server.parts.db.dumps.findUniqueOrThrow({ where: { session_id: session.id } })
  assert.equal(dump.state, 'sealing')
  assert.equal(released.session_id, session.id)
  assert.ok(released.dump_url.endsWith(dump.id))
  const view = await guest.client.call('session', at(session.id))
  assert.deepEqual([view.state, view.end_reason, view.ended_by], ['ended', 'manual', null])
  assert.equal((await guest.client.call('slot', at(slot.id))).state, 'closing')
  await server.settled()
  await untilClosed(session.id)
})

test('releasing twice answers the same, also when somebody else has the slot by then', async () => {
  const { slot, session, guest } = await ride()

  const [first, second] = await Promise.all([
    guest.client.call('release', at(slot.id)),
    guest.client.call('release', at(slot.id)),
  ])
  await server.parts.db.sessions.update({ where: { id: session.id }, data: { freed_at: new Date() } })
  const next = await server.signIn(await buildPerson(server.parts.db))
  await next.client.call('occupy', at(slot.id))
  const third = await guest.client.call('release', at(slot.id))

  assert.deepEqual(second, first)
  assert.deepEqual(third, first)
  assert.equal(await server.parts.db.dumps.count({ where: { session_id: session.id } }), 1)
  assert.equal(await server.parts.db.sessions.count({ where: { slot_id: slot.id, ended_at: null } }), 1)
})

test('whoever never had the slot cannot release or extend it', async () => {
  const { slot } = await ride()
  const stranger = await server.signIn(await buildPerson(server.parts.db))

  await refused(stranger.client.call('release', at(slot.id)), 'session.unknown')
  await refused(stranger.client.call('extend', at(slot.id)), 'session.unknown')
})

test('another person’s session id opens nothing', async () => {
  const { session } = await ride()
  const stranger = await server.signIn(await buildPerson(server.parts.db))

  await refused(stranger.client.call('session', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('deskPass', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('tunnelPass', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('deskToken', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('here', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('deskRelease', at(session.id)), 'session.unknown')
  await refused(stranger.client.call('session', at('not-an-id')), 'session.unknown')
})

test('an administrator’s kick ends the session in their name', async () => {
  const { session, guest } = await ride()
  const admin = await buildPerson(server.parts.db, { role: 'admin', name: 'Admin Ada' })
  const desk = await server.signIn(admin)

  const kicked = await desk.client.call('kick', { ...at(session.id), body: { reason: 'maintenance' } })

  assert.deepEqual([kicked.end_reason, kicked.ended_by], ['kicked', 'Admin Ada'])
  await untilClosed(session.id)
  assert.deepEqual(server.parts.desks.closed.at(-1), { sessionId: session.id, code: 523, reason: 'kicked' })
  assert.equal((await guest.client.call('profile')).session, null)
})

test('a member may not kick', async () => {
  const { session, guest } = await ride()

  await refused(guest.client.call('kick', { ...at(session.id), body: {} }), 'auth.not-allowed')
})

test('however many ends come, the first one’s reason stands', async () => {
  const { session } = await ride()
  const end = (reason: 'idle' | 'kicked' | 'shutdown') => endSession(server.parts, { sessionId: session.id, reason })

  const first = await end('idle')
  const others = await Promise.all([end('kicked'), end('shutdown')])

  assert.equal(first.now, true)
  for (const other of others) assert.deepEqual(other, { ...first, now: false })
})

test('extending gives the full time again, up to a day', async () => {
  const { slot, session, guest } = await ride()
  await server.parts.db.sessions.update({
    where: { id: session.id },
    data: { ends_at: new Date(Date.now() + 60_000) },
  })

  const extended = await guest.client.call('extend', at(slot.id))
  assert.ok(Date.parse(extended.ends_at) > Date.now() + 119 * 60_000)

  const started_at = new Date(Date.now() - 22.5 * 3_600_000)
  const ends_at = new Date(Date.now() + 60_000)
  await server.parts.db.sessions.update({ where: { id: session.id }, data: { started_at, ends_at } })
  const last = await guest.client.call('extend', at(slot.id))
  assert.equal(Date.parse(last.ends_at), started_at.getTime() + 24 * 3_600_000)
  await refused(guest.client.call('extend', at(slot.id)), 'session.longest')
})

const untilClosed = (sessionId: string) =>
  until('the desk is closed', () => server.parts.desks.closed.some(closed => closed.sessionId === sessionId))
