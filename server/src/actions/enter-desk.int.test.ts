import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashOf } from '../outside/secrets.ts'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { refused } from '../testing/refused.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
const clock = fakeClock()
before(async () => {
  server = await openTestServer({ now: clock.now })
})
after(() => server.close())

async function ride() {
  const { db } = server.parts
  const person = await buildPerson(db, { locale: 'en', theme: 'dark' })
  const session = await buildSession(db, { person, slot: await buildSlot(db) })
  const guest = await server.signIn(person)
  const newPass = async () => {
    const { desk_url } = await guest.client.call('deskPass', { params: { id: session.id } })
    return desk_url.split('#p=')[1] ?? ''
  }
  return { person, session, guest, newPass }
}
const enter = (session_id: string, pass: string) => server.client().call('enterDesk', { body: { session_id, pass } })

test('a pass opens its desk: a token for this session alone, and a pass for the tunnel', async () => {
  const { session, newPass } = await ride()

  const entered = await enter(session.id, await newPass())

  assert.deepEqual(
    [entered.session.id, entered.read_only, entered.locale, entered.theme],
    [session.id, false, 'en', 'dark'],
  )
  const desk = server.client(entered.token)
  const params = { id: session.id }
  assert.equal((await desk.call('session', { params })).id, session.id)
  await desk.call('here', { params })
  assert.equal((await desk.call('deskExtend', { params })).id, session.id)
  const { tunnel_pass } = await desk.call('tunnelPass', { params })
  const row = await server.parts.db.passes.findUniqueOrThrow({ where: { pass_hash: hashOf(tunnel_pass) } })
  assert.deepEqual([row.kind, row.session_id, row.used_at], ['tunnel', session.id, null])
  const renewed = server.client((await desk.call('deskToken', { params })).token)
  assert.equal((await renewed.call('deskRelease', { params })).session_id, session.id)
  await refused(renewed.call('tunnelPass', { params }), 'session.ended')
  await refused(renewed.call('deskToken', { params }), 'session.ended')
})

test('a pass is good once, also for two at the same instant', async () => {
  const { session, newPass } = await ride()
  const pass = await newPass()

  const both = await Promise.allSettled([enter(session.id, pass), enter(session.id, pass)])

  assert.equal(both.filter(result => result.status === 'fulfilled').length, 1)
  await refused(enter(session.id, pass), 'desk.pass-spent')
})

test('a pass is good for thirty seconds', async () => {
  const { session, newPass } = await ride()
  const pass = await newPass()

  clock.pass({ seconds: 31 })

  await refused(enter(session.id, pass), 'desk.pass-spent')
})

test('a pass opens no other session, and a tunnel’s pass no page', async () => {
  const [mine, theirs] = [await ride(), await ride()]
  const pass = await mine.newPass()

  await refused(enter(theirs.session.id, pass), 'desk.pass-spent')
  const { tunnel_pass } = await enter(mine.session.id, pass)
  await refused(enter(mine.session.id, tunnel_pass), 'desk.pass-spent')
  await refused(enter(mine.session.id, 'rubbish'), 'desk.pass-spent')
})

test('an ended session’s desk stays shut', async () => {
  const { session, guest, newPass } = await ride()
  const pass = await newPass()
  await guest.client.call('release', { params: { id: session.slot_id } })

  await refused(enter(session.id, pass), 'session.ended')
  await refused(guest.client.call('deskPass', { params: { id: session.id } }), 'session.ended')
})

test('signing out shuts the desks that were opened with that sign-in', async () => {
  const { session, guest, newPass } = await ride()
  const { token } = await enter(session.id, await newPass())
  const desk = server.client(token)
  await desk.call('session', { params: { id: session.id } })

  await guest.client.call('signOut')

  await refused(desk.call('session', { params: { id: session.id } }), 'auth.required')
  await refused(desk.call('tunnelPass', { params: { id: session.id } }), 'auth.required')
})

test('a desk’s token is no key to anything else', async () => {
  const { session, newPass } = await ride()
  const desk = server.client((await enter(session.id, await newPass())).token)

  await refused(desk.call('me'), 'auth.not-allowed')
  await refused(desk.call('slots'), 'auth.not-allowed')
  await refused(desk.call('deskPass', { params: { id: session.id } }), 'auth.not-allowed')
})

test('a pass to watch opens another’s desk to look at, and its page comes back while the watcher may', async () => {
  const { session, person } = await ride()
  const { db, desks } = server.parts
  const admin = await buildPerson(db, { is_admin: true, totp_confirmed_at: new Date() })
  const { guacamole_url } = await desks.open({ id: session.id, person_id: admin.id, watch: true })

  const entered = await enter(session.id, guacamole_url.split('#p=')[1] ?? '')

  assert.deepEqual([entered.read_only, entered.session.id], [true, session.id])
  const watching = server.client(entered.token)
  const params = { id: session.id }
  const { tunnel_pass } = await watching.call('tunnelPass', { params })
  const row = await db.passes.findUniqueOrThrow({ where: { pass_hash: hashOf(tunnel_pass) } })
  assert.notEqual(row.person_id, person.id)
  await watching.call('deskToken', { params })
  await refused(watching.call('deskRelease', { params }), 'session.unknown')
  await refused(watching.call('deskExtend', { params }), 'session.unknown')
  await server.parts.change(async tx => {
    await tx.people.update({ where: { id: admin.id }, data: { is_admin: false } })
    await tx.announce({ about: 'person', id: admin.id })
  })
  await refused(watching.call('tunnelPass', { params }), 'session.unknown')
})

test('a second window is told that the desk is in use, and takes it over only when it says so', async () => {
  const { person, session, newPass } = await ride()
  const { desks } = server.parts
  const params = { id: session.id }
  assert.equal((await enter(session.id, await newPass())).in_use, false)
  const elsewhere = { session_id: session.id, person_id: person.id, family_id: null, since: new Date() }
  desks.opened.push({ ...elsewhere, read_only: false })

  const entered = await enter(session.id, await newPass())

  assert.equal(entered.in_use, true)
  const desk = server.client(entered.token)
  await refused(desk.call('tunnelPass', { params }), 'desk.in-use')
  await refused(desk.call('tunnelPass', { params, body: { take_over: false } }), 'desk.in-use')
  assert.ok((await desk.call('tunnelPass', { params, body: { take_over: true } })).tunnel_pass)
  desks.opened.length = 0
})

test('a window stays the same one when its token is renewed, and two windows differ', async () => {
  const { session, newPass } = await ride()
  const { db } = server.parts
  const params = { id: session.id }
  const windowOf = async (pass: string) =>
    (await db.passes.findUniqueOrThrow({ where: { pass_hash: hashOf(pass) } })).window_id
  const first = await enter(session.id, await newPass())
  const second = await enter(session.id, await newPass())

  const renewed = server.client((await server.client(first.token).call('deskToken', { params })).token)

  const { tunnel_pass } = await renewed.call('tunnelPass', { params })
  assert.ok(await windowOf(tunnel_pass))
  assert.equal(await windowOf(tunnel_pass), await windowOf(first.tunnel_pass))
  assert.notEqual(await windowOf(second.tunnel_pass), await windowOf(first.tunnel_pass))
})
