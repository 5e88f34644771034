import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { cleanUpSpent } from '../../actions/clean-up-spent.ts'
import { endDueSession } from '../../actions/end-due-session.ts'
import { endForShutdown } from '../../actions/end-for-shutdown.ts'
import { expireDumps } from '../../actions/expire-dumps.ts'
import { noteAway } from '../../actions/note-away.ts'
import { noteBack } from '../../actions/note-back.ts'
import { makePass } from '../../db/write/make-pass.ts'
import type { Parts } from '../../parts.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { fakeClock } from '../../testing/fake-clock.ts'
import { fakeParts } from '../../testing/fake-parts.ts'
import { endDueSessions, startTick } from './tick.ts'

let database: TestDatabase
let parts: Parts
const clock = fakeClock()
before(async () => {
  database = await openTestDatabase()
  parts = fakeParts(database, { now: clock.now })
})
after(() => database.close())

async function ride(given: Partial<Parameters<typeof buildSession>[1]> = {}) {
  const person = await buildPerson(parts.db)
  const slot = await buildSlot(parts.db)
  const started_at = clock.now()
  return buildSession(parts.db, {
    person,
    slot,
    started_at,
    ends_at: new Date(started_at.getTime() + 120 * 60_000),
    ...given,
  })
}
const reasonOf = async ({ id }: { id: string }) =>
  (await parts.db.sessions.findUniqueOrThrow({ where: { id } })).end_reason

test('the clock ends what is due, for the right reason, and leaves the rest alone', async () => {
  const now = clock.now()
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const fresh = await ride()
  const overdue = await ride({ last_input_at: now, ends_at: now })
  const idle = await ride({ first_frame_at: ago(30), last_input_at: ago(20) })
  const away = await ride({ state: 'away', away_since: ago(5), last_input_at: ago(6) })
  const stuck = await ride({ state: 'preparing', first_frame_at: null, started_at: ago(11) })

  await endDueSessions(parts)

  assert.equal(await reasonOf(fresh), null)
  assert.equal(await reasonOf(overdue), 'timeout')
  assert.equal(await reasonOf(idle), 'idle')
  assert.equal(await reasonOf(away), 'disconnect')
  assert.equal(await reasonOf(stuck), 'start_failed')
  assert.equal(await parts.db.dumps.count({ where: { session_id: overdue.id, state: 'sealing' } }), 1)
})

test('a session extended at the last moment is not ended by a clock that looked before', async () => {
  const session = await ride({ ends_at: clock.now() })
  await parts.db.sessions.update({
    where: { id: session.id },
    data: { ends_at: new Date(clock.now().getTime() + 60_000) },
  })

  assert.equal(await endDueSession(parts, session.id), null)
  assert.equal(await reasonOf(session), null)
})

test('after a restart everybody who was live has their minutes to come back', async () => {
  const session = await ride({ last_input_at: clock.now() })

  clock.pass({ minutes: 19 })
  await noteAway(parts, 'everybody')
  clock.pass({ minutes: 4 })
  await endDueSessions(parts)
  assert.equal(await reasonOf(session), null)

  clock.pass({ minutes: 1 })
  await endDueSessions(parts)
  assert.equal(await reasonOf(session), 'disconnect')
})

test('time spent away does not count as idle', async () => {
  const session = await ride({ last_input_at: clock.now() })

  clock.pass({ minutes: 18 })
  await noteAway(parts, { sessionId: session.id })
  clock.pass({ minutes: 4 })
  await noteBack(parts, { sessionIds: [session.id] })
  await endDueSessions(parts)
  assert.equal(await reasonOf(session), null)

  clock.pass({ minutes: 2 })
  await endDueSessions(parts)
  assert.equal(await reasonOf(session), 'idle')
})

test('the running clock looks every second', async () => {
  const session = await ride({ ends_at: clock.now() })

  const tick = startTick(parts)
  for (let tries = 0; tries < 100 && !(await reasonOf(session)); tries++)
    await new Promise(resolve => setTimeout(resolve, 100))
  await tick.close()

  assert.equal(await reasonOf(session), 'timeout')
})

test('a server that stops ends the sessions on its own machines and no others', async () => {
  const own = await buildSlot(parts.db, { machines: [(await buildMachine(parts.db, { driver: 'local' })).id] })
  const here = await buildSession(parts.db, { person: await buildPerson(parts.db), slot: own })
  const elsewhere = await ride()

  await endForShutdown(parts)

  assert.equal(await reasonOf(here), 'shutdown')
  assert.equal(await reasonOf(elsewhere), null)
})

test('a dump that was kept long enough goes, its files first', async () => {
  const ended = await ride({ end_reason: 'manual', ended_at: clock.now() })
  const kept = await ride({ end_reason: 'manual', ended_at: clock.now() })
  const dump = await parts.db.dumps.update({
    where: { session_id: ended.id },
    data: { state: 'kept', expires_at: clock.now(), items: [{ path: 'secret' }], parts: [{ name: 'secret' }] },
  })
  const folders = [join('dumps', dump.id), join('journal', ended.id)].map(name => join(parts.config.dataDir, name))
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.html'), 'secret')
  }

  await expireDumps(parts)
  await expireDumps(parts)

  assert.deepEqual(folders.map(existsSync), [false, false])
  const after = await parts.db.dumps.findUniqueOrThrow({ where: { id: dump.id } })
  assert.equal(after.state, 'expired')
  assert.ok(!JSON.stringify([after.items, after.parts, after.sealed]).includes('secret'))
  assert.equal((await parts.db.dumps.findUniqueOrThrow({ where: { session_id: kept.id } })).state, 'sealing')
})

test('what is spent is cleared, what still counts stays', async () => {
  const session = await ride()
  const who = { personId: session.person_id, sessionId: session.id, familyId: null }
  await makePass(parts.db, { kind: 'desk', now: clock.now(), ...who })
  await parts.db.attempts.create({ data: { kind: 'sign-in', key: 'a', at: clock.now() } })
  const key = { person_id: session.person_id, route: 'POST /x', key: 'k', body_hash: '', created_at: clock.now() }
  await parts.db.idempotency_keys.create({ data: key })
  const counts = async () => [
    await parts.db.passes.count(),
    await parts.db.attempts.count(),
    await parts.db.idempotency_keys.count(),
  ]

  await cleanUpSpent(parts)
  assert.deepEqual(await counts(), [1, 1, 1])
  clock.pass({ hours: 3 })
  await cleanUpSpent(parts)
  assert.deepEqual(await counts(), [0, 0, 1])
  clock.pass({ hours: 22 })
  await cleanUpSpent(parts)
  assert.deepEqual(await counts(), [0, 0, 0])
})
