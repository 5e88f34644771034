import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildOffer } from '../testing/build.ts'
import { openTurns, secondsLeft } from './open-turns.ts'

const now = new Date('2026-11-21T13:00:00.000Z')
const at = (id: string, expires_at: string) => buildOffer({ id, expires_at })

test('a turn is shown as long as it is held, the most pressing one first', () => {
  const offers = [
    at('late', '2026-11-21T13:01:00.000Z'),
    at('gone', '2026-11-21T13:00:00.000Z'),
    at('soon', '2026-11-21T13:00:30.000Z'),
  ]

  assert.deepEqual(
    openTurns(offers, now).map(offer => offer.id),
    ['soon', 'late'],
  )
})

test('the seconds left are whole ones and end at none', () => {
  assert.equal(secondsLeft(at('a', '2026-11-21T13:00:29.200Z'), now), 30)
  assert.equal(secondsLeft(at('a', '2026-11-21T12:59:00.000Z'), now), 0)
})
