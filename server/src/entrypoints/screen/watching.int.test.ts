import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { endWatches } from '../../actions/end-watches.ts'
import { readSession } from '../../db/read/session.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { stopwatch } from '../../testing/stopwatch.ts'
import { until } from '../../testing/until.ts'
import { createWatching } from './watching.ts'

let guacd: MockGuacd
let world: DeskWorld
let watching: ReturnType<typeof createWatching>
before(async () => {
  guacd = await startMockGuacd()
  world = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    attend: entry => (entry.readOnly ? watching.attend(entry) : null),
  })
  watching = createWatching(world.parts)
})
after(async () => {
  await world.close()
  watching.close()
  await guacd.close()
})

const watchedBy = async (id: string) => (await readSession(world.db, id))?.watched_by

async function watched() {
  const { client, session, person } = await world.open()
  await client.picture()
  const boris = await world.person('Boris')
  const watcher = world.knock(session, await world.pass(session, boris.id))
  await watcher.picture()
  return { client, session, person, boris, watcher }
}

test('the person sees who watches, as long as they do; both ends are audited by name', async () => {
  const { session, boris, watcher } = await watched()
  await until('the list of who watches', async () => (await watchedBy(session.id))?.join() === 'Boris')

  watcher.close()

  await until('the list of who watches', async () => (await watchedBy(session.id))?.length === 0)
  const rows = await world.db.audit.findMany({ where: { object_id: session.id }, orderBy: { id: 'asc' } })
  assert.deepEqual(
    rows.map(({ action, actor_id }) => [action, actor_id]),
    [
      ['session.watch', boris.id],
      ['session.watch-end', boris.id],
    ],
  )
  assert.deepEqual(rows[0]?.after, { person: 'Anna' })
})

test('a kick closes the person and who watches within a second, with the same word', async () => {
  const { client, session, watcher } = await watched()
  const sinceThen = stopwatch()

  world.desks.close(session.id, 523, 'kicked')
  const closed = await Promise.all([client.closed, watcher.closed])
  const ms = sinceThen()

  assert.deepEqual(
    closed.map(({ reason }) => reason),
    ['523', '523'],
  )
  assert.ok(ms < 1_000, `${Math.round(ms)} ms`)
  await until('the list of who watches', async () => (await watchedBy(session.id))?.length === 0)
})

test('who may watch no more is cut alone: the person goes on', async () => {
  const { client, session, boris, watcher } = await watched()

  world.desks.close(session.id, 769, 'signed_out', boris.id)

  assert.equal((await watcher.closed).reason, '769')
  client.send('nop')
  assert.ok(world.desks.list().some(desk => desk.session_id === session.id && !desk.read_only))
  assert.ok(!client.heard.some(({ opcode }) => opcode === 'error'))
})

test('a watch through a server that runs no more is over; one through a server that runs goes on', async () => {
  const { session, watcher } = await watched()
  await until('the list of who watches', async () => (await watchedBy(session.id))?.length === 1)
  const id = world.parts.serverId
  await world.db.servers.create({ data: { id } })

  await endWatches(world.parts, 'every')
  assert.equal((await watchedBy(session.id))?.length, 1)
  await world.db.servers.delete({ where: { id } })
  await endWatches(world.parts, 'every')

  assert.deepEqual(await watchedBy(session.id), [])
  watcher.close()
  assert.equal(await world.db.watches.count({ where: { ended_at: null } }), 0)
})
