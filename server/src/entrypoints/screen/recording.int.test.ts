import assert from 'node:assert/strict'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { expireRecordings } from '../../actions/expire-recordings.ts'
import { type DeskWorld, openDeskWorld } from '../../testing/desk-world.ts'
import { MOCK_PICTURE, type MockGuacd, startMockGuacd } from '../../testing/mock-guacd.ts'
import { until } from '../../testing/until.ts'
import { attendWith } from './attend.ts'
import { createRecording } from './recording.ts'
import { createWatching } from './watching.ts'

let guacd: MockGuacd
let world: DeskWorld
let watching: ReturnType<typeof createWatching>
const dataDir = mkdtempSync(join(tmpdir(), 'taxi-recording-'))
const parts = () => ({ ...world.parts, config: { ...world.parts.config, dataDir } })
before(async () => {
  guacd = await startMockGuacd()
  world = await openDeskWorld({
    screen: { screen: async () => ({ host: '127.0.0.1', port: 1 }), password: async () => {} },
    guacd: { addresses: () => [guacd.address] },
    attend: entry => attendWith(watching, createRecording(parts()))(entry),
  })
  watching = createWatching(world.parts)
})
after(async () => {
  await world.close()
  watching.close()
  await guacd.close()
  rmSync(dataDir, { recursive: true, force: true })
})
afterEach(() => world.db.recordings.deleteMany())

const folder = () => join(dataDir, 'recordings')
const pathOf = ({ file }: { file: string }) => join(dataDir, file)

/** A session whose person was told that it is recorded, at their desk. */
async function recorded() {
  const person = await world.person()
  const session = await world.session(person.id)
  await world.db.sessions.update({ where: { id: session.id }, data: { is_recorded: true } })
  const client = world.knock(session, await world.pass(session, person.id))
  await client.picture()
  return { person, session, client }
}
const finished = async (sessionId: string) => {
  const where = { session_id: sessionId, ended_at: { not: null } }
  await until('the row of the recording', async () => (await world.db.recordings.count({ where })) > 0)
  return world.db.recordings.findFirstOrThrow({ where })
}

test('what a recorded session showed and where its person pointed can be played; keys are not in it', async () => {
  const { session, client } = await recorded()
  client.send('mouse', 10, 20, 0)
  client.send('key', 0x70, 1)
  await sleep(100)
  client.close()

  const row = await finished(session.id)

  assert.equal(gunzipSync(readFileSync(pathOf(row))).toString(), `${MOCK_PICTURE}5.mouse,2.10,2.20,1.0;`)
  assert.equal(Number(row.bytes), statSync(pathOf(row)).size)
  assert.equal(statSync(pathOf(row)).mode & 0o777, 0o600)
  const days = (row.expires_at.getTime() - row.started_at.getTime()) / 86_400_000
  assert.equal(days, world.parts.config.DUMP_DAYS)
})

test('names in other letters are left out, so that a player finds its place in the bytes', async () => {
  const { session, client } = await recorded()
  for (const socket of guacd.open) socket.write('4.name,4.Анна;4.sync,3.200;')
  await client.wait('name')
  client.close()

  const row = await finished(session.id)

  assert.equal(gunzipSync(readFileSync(pathOf(row))).toString(), `${MOCK_PICTURE}4.sync,3.200;`)
})

test('nobody is recorded who was not told so, and no watcher is', async () => {
  const { client, session } = await world.open()
  await client.picture()
  const boris = await world.person('Boris')
  const watched = await recorded()
  const watcher = world.knock(watched.session, await world.pass(watched.session, boris.id))
  await watcher.picture()
  client.close()
  watcher.close()
  watched.client.close()

  await finished(watched.session.id)

  assert.equal(await world.db.recordings.count({ where: { session_id: session.id } }), 0)
  assert.equal(await world.db.recordings.count({ where: { session_id: watched.session.id } }), 1)
})

test('a recording goes with the days of a dump, and a file that no row names with it', async () => {
  const { session, client } = await recorded()
  client.close()
  const row = await finished(session.id)
  const stray = join(folder(), 'stray.guac.gz')
  const fresh = join(folder(), 'fresh.guac.gz')
  for (const file of [stray, fresh]) writeFileSync(file, 'x')
  const old = new Date(Date.now() - 2 * 3_600_000)
  utimesSync(stray, old, old)

  await expireRecordings(parts())
  assert.deepEqual([existsSync(pathOf(row)), existsSync(stray), existsSync(fresh)], [true, false, true])

  const later = new Date(row.expires_at.getTime() + 1)
  await expireRecordings({ ...parts(), now: () => later })
  assert.equal(existsSync(pathOf(row)), false)
  assert.equal(await world.db.recordings.count({ where: { id: row.id } }), 0)
  assert.ok(readdirSync(folder()).includes('fresh.guac.gz'))
})
