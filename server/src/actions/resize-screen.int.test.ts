import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Size } from '@taxi/contract/screen-size.ts'
import { buildPerson, buildSession, buildSlot } from '../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { fakeMachines, fakeParts } from '../testing/fake-parts.ts'
import { endSession } from './end-session.ts'
import { resizeScreen } from './resize-screen.ts'

let database: TestDatabase
before(async () => {
  database = await openTestDatabase()
})
after(() => database.close())

/** Somebody at a machine that notes what size it is asked for. */
async function sitDown(can: boolean | null = true) {
  const asked: Size[] = []
  const person = await buildPerson(database.db)
  const session = await buildSession(database.db, { person, slot: await buildSlot(database.db) })
  const resize = async (size: Size) => {
    asked.push(size)
    return can === true
  }
  const machines = fakeMachines({ [session.machine_id]: can === null ? {} : { resize } })
  const parts = fakeParts(database, { machines })
  return { parts, asked, here: { personId: person.id, sessionId: session.id } }
}

test('the machine’s screen gets the size of the window', async () => {
  const { parts, asked, here } = await sitDown()

  const answer = await resizeScreen(parts, { ...here, wish: { width: 1440, height: 860 } })

  assert.deepEqual(answer, { resized: true, width: 1440, height: 860 })
  assert.deepEqual(asked, [{ width: 1440, height: 860 }])
})

test('nobody makes it smaller or larger than the limits', async () => {
  const { parts, asked, here } = await sitDown()

  await resizeScreen(parts, { ...here, wish: { width: 200, height: 150 } })
  await resizeScreen(parts, { ...here, wish: { width: 16_000, height: 9_000 } })

  assert.deepEqual(asked, [
    { width: 800, height: 600 },
    { width: 3840, height: 2160 },
  ])
})

test('a machine that cannot, or does not answer, keeps its size and says so', async () => {
  for (const can of [false, null]) {
    const { parts, here } = await sitDown(can)
    assert.equal((await resizeScreen(parts, { ...here, wish: { width: 1440, height: 860 } })).resized, false)
  }
})

test('only who sits there sizes the screen', async () => {
  const { parts, asked, here } = await sitDown()
  const stranger = await buildPerson(database.db)
  const wish = { width: 1440, height: 860 }

  const strange = resizeScreen(parts, { ...here, personId: stranger.id, wish })
  await assert.rejects(strange, { code: 'session.unknown' })
  await endSession(parts, { sessionId: here.sessionId, reason: 'manual' })

  await assert.rejects(resizeScreen(parts, { ...here, wish }), { code: 'session.ended' })
  assert.deepEqual(asked, [])
})
