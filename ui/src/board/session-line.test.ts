import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSession } from '../testing/build.ts'
import { en } from '../words/en.ts'
import { sessionLine } from './session-line.ts'

const now = new Date('2026-11-21T13:00:00.000Z')

test('while the seat is made ready, the last step done is told', () => {
  const session = buildSession({ state: 'preparing', phases: { lease: 2, machine: 300 } })

  assert.equal(sessionLine(session, now, en, 'en'), 'Getting ready: machine is up')
})

test('a booking that ends the session is told with its time', () => {
  const session = buildSession({ ends_at: '2026-11-21T13:40:00.000Z', promised_at: '2026-11-21T13:40:00.000Z' })

  assert.match(sessionLine(session, now, en, 'en'), /^Booked from \d\d:40: your session ends then$/)
  assert.equal(sessionLine({ ...session, ends_at: '2026-11-21T13:30:00.000Z' }, now, en, 'en'), en.session.live)
})

test('a person who has been still is warned ten minutes ahead, not earlier', () => {
  const still = (idle_ends_at: string) => sessionLine(buildSession({ idle_ends_at }), now, en, 'en')

  assert.match(still('2026-11-21T13:09:00.000Z'), /ends at/)
  assert.equal(still('2026-11-21T13:19:00.000Z'), en.session.live)
})
