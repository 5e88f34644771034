import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildOffer } from '@taxi/ui/testing/build.ts'
import { turnChanges } from './turn-changes.ts'

const now = new Date('2026-11-21T13:00:00.000Z')
const offer = buildOffer()

test('a turn is told once, though the background was put to sleep in between', () => {
  const first = turnChanges([offer], [], now)
  const again = turnChanges([offer], first.told, now)

  assert.deepEqual(first.tell, [offer])
  assert.deepEqual(again, { tell: [], over: [], told: [offer.id] })
})

test('a turn that was taken elsewhere, or ran out, takes its notification along', () => {
  assert.deepEqual(turnChanges([], [offer.id], now), { tell: [], over: [offer.id], told: [] })
  assert.deepEqual(turnChanges([offer], [offer.id], new Date(offer.expires_at)), {
    tell: [],
    over: [offer.id],
    told: [],
  })
})
