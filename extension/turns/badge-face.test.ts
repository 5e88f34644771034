import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildOffer, buildSession } from '@taxi/ui/testing/build.ts'
import { badgeFace } from './badge-face.ts'

const now = new Date('2026-11-21T13:00:00.000Z')

test('the icon shows a turn before anything else, then the minutes left, then nothing', () => {
  const session = buildSession()

  assert.deepEqual(badgeFace([session], [buildOffer()], now), { text: '!', pressing: false })
  assert.deepEqual(badgeFace([session], [], now), { text: '60', pressing: false })
  assert.deepEqual(badgeFace([], [], now), null)
})

test('the last five minutes press, and a turn that has run out no longer shows', () => {
  const session = buildSession({ ends_at: '2026-11-21T13:05:00.000Z' })
  const gone = buildOffer({ expires_at: now.toISOString() })

  assert.deepEqual(badgeFace([session], [gone], now), { text: '5', pressing: true })
})
