import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { LiveEvents } from '@taxi/contract/live.ts'
import type { Socket } from 'socket.io-client'
import { warnOfEnds } from '../../actions/warn-of-ends.ts'
import { signDeskToken } from '../../outside/access-token.ts'
import { buildPerson, buildSession, buildSlot } from '../../testing/build.ts'
import { openTestServer, type TestServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

let server: TestServer
before(async () => {
  server = await openTestServer()
})
after(() => server.close())

const MINUTE = 60_000
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE)

/** Connected, and everything it was notified of since. */
async function listening(token: string) {
  const line: Socket = server.line(token)
  const heard: LiveEvents['notification'][] = []
  line.on('notification', notice => heard.push(notice))
  await new Promise(resolve => line.once('hello', resolve))
  return heard
}

test('a person hears once, in popup and desk, that their session ends in ten minutes; others hear nothing', async () => {
  const { db } = server.parts
  const person = await buildPerson(db, { locale: 'ru' })
  const slot = await buildSlot(db, { name: 'Gemini' })
  const session = await buildSession(db, {
    person,
    slot,
    started_at: inMinutes(-110),
    ends_at: inMinutes(10),
    last_input_at: new Date(),
  })
  const mine = await listening((await server.signIn(person)).token)
  const desk = await listening(
    signDeskToken(server.parts, { personId: person.id, sessionId: session.id, familyId: null }),
  )
  const others = await listening((await server.signIn(await buildPerson(db))).token)

  await warnOfEnds(server.parts)
  await warnOfEnds(server.parts)
  await until('the warning', () => mine.length > 0 && desk.length > 0)
  await server.settled()

  assert.deepEqual(mine, [
    { msg: 'Gemini: сессия закончится через 10 мин. Её можно продлить.', kind: 'warning', slot_id: slot.id },
  ])
  assert.deepEqual(desk, mine)
  assert.deepEqual(others, [])
})
