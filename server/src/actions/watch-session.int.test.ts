import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MachineError } from '../outside/machine/driver.ts'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { fakeMachines } from '../testing/fake-parts.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let photographs = 0
let picture: () => Promise<Uint8Array> = async () => Buffer.from([0xff, 0xd8, 0xff])
before(async () => {
  const thumbnail = async () => {
    photographs += 1
    return picture()
  }
  server = await openTestServer({ machines: { ...fakeMachines(), driver: async () => ({ thumbnail }) as never } })
})
after(() => server.close())

async function ride(phases: Record<string, number> = { lease: 1, machine: 2, browser: 3 }) {
  const { db } = server.parts
  const person = await buildPerson(db, { name: 'Anna' })
  const session = await buildSession(db, { person, slot: await buildSlot(db), phases })
  const admin = await buildPerson(db, { role: 'admin', name: 'Boris' })
  const { client, token } = await server.signIn(admin)
  return { person, session, admin, client, token, params: { id: session.id } }
}

/** The watcher's page, as its way in opens it. */
async function look({ client, params, session }: Awaited<ReturnType<typeof ride>>) {
  const { desk_url } = await client.call('watch', { params })
  const pass = new URL(desk_url).hash.slice('#p='.length)
  return server.client().call('enterDesk', { body: { session_id: session.id, pass } })
}

test('an administrator’s way in shows whose screen it is, to look at only, and nothing that could be done', async () => {
  const here = await ride()

  const entered = await look(here)

  assert.equal(entered.read_only, true)
  assert.equal(entered.session.holder, 'Anna')
  assert.ok(Object.values(entered.session.may).every(may => may !== true))
  const page = server.client(entered.token)
  assert.equal((await page.call('session', { params: here.params })).holder, 'Anna')
  for (const name of ['deskRelease', 'deskExtend', 'deskFiles', 'here'] as const)
    await assert.rejects(page.call(name, { params: here.params }), { code: 'session.unknown' }, name)
})

test('one’s own session is not watched, nor one that has ended', async () => {
  const { admin, client } = await ride()
  const { db } = server.parts
  const own = await buildSession(db, { person: admin, slot: await buildSlot(db) })
  const ended = await buildSession(db, {
    person: await buildPerson(db),
    slot: await buildSlot(db),
    end_reason: 'manual',
  })

  await assert.rejects(client.call('watch', { params: { id: own.id } }), { code: 'desk.own' })
  await assert.rejects(client.call('watch', { params: { id: ended.id } }), { code: 'session.ended' })
})

test('a watcher hears of the session and not of what it leaves', async () => {
  const here = await ride()
  const { token } = await look(here)
  const heard: { session: { holder: string; dump: unknown } }[] = []
  const line = server.line(token)
  await new Promise(resolve => line.once('hello', resolve))
  line.on('session.update', event => heard.push(event))
  line.on('dump.update', () => assert.fail('the dump is not theirs'))

  await here.client.call('kick', { params: here.params, body: { reason: 'maintenance' } })
  await server.settled()
  while (!heard.some(({ session }) => session)) await new Promise(resolve => setTimeout(resolve, 20))

  assert.equal(heard.at(-1)?.session.holder, 'Anna')
  assert.equal(heard.at(-1)?.session.dump, null)
})

test('who is no administrator any more hears nothing more, and their picture is closed', async () => {
  const here = await ride()
  const { token } = await look(here)
  const line = server.line(token)
  await new Promise(resolve => line.once('hello', resolve))
  const cut = new Promise(resolve => line.once('disconnect', resolve))
  const watcher = { session_id: here.session.id, person_id: here.admin.id, family_id: null, since: new Date() }
  server.parts.desks.opened.push({ ...watcher, read_only: true })

  await server.parts.change(async tx => {
    await tx.people.update({ where: { id: here.admin.id }, data: { is_admin: false, permissions: [] } })
    await tx.announce({ about: 'person', id: here.admin.id })
  })

  await cut
  await server.settled()
  const closed = server.parts.desks.closed.at(-1)
  assert.deepEqual(
    [closed?.sessionId, closed?.reason, closed?.personId],
    [here.session.id, 'signed_out', here.admin.id],
  )
  server.parts.desks.opened.length = 0
})

test('however many look at the live board, a machine is photographed once in ten seconds', async () => {
  const { client, params } = await ride()
  photographs = 0

  const answers = await Promise.all(Array.from({ length: 5 }, () => client.call('thumbnail', { params })))

  assert.equal(photographs, 1)
  assert.equal(answers[0]?.headers.get('content-type'), 'image/jpeg')
  assert.equal((await answers[0]?.arrayBuffer())?.byteLength, 3)
})

test('no picture is shown of a seat that is not the session’s yet, or of a machine that is away', async () => {
  const early = await ride({ lease: 1 })
  await assert.rejects(early.client.call('thumbnail', { params: early.params }), { code: 'desk.no-picture' })

  const away = await ride()
  picture = () => Promise.reject(new MachineError('thumbnail', 'the screen is dark'))
  await assert.rejects(away.client.call('thumbnail', { params: away.params }), { code: 'desk.no-picture' })
})
