import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildAsk } from '@taxi/ui/testing/build.ts'
import { askChanges } from './ask-changes.ts'

const now = new Date('2026-11-21T13:00:00.000Z')
const ask = buildAsk()

test('the holder is told once that somebody asks for the slot', () => {
  const first = askChanges([ask], [], now)

  assert.deepEqual(first.tell, [ask])
  assert.deepEqual(askChanges([ask], first.told, now), { tell: [], over: [], told: [ask.id] })
})

test('a request that was answered elsewhere, or lapsed, takes its notification along', () => {
  const over = { tell: [], over: [ask.id], told: [] }

  assert.deepEqual(askChanges([buildAsk({ state: 'refused' })], [ask.id], now), over)
  assert.deepEqual(askChanges([ask], [ask.id], new Date(ask.expires_at)), over)
})

test('one’s own request is nothing to answer', () => {
  const mine = buildAsk({ from: { name: 'Olga', mine: true }, to: { name: 'Anna', mine: false } })

  assert.deepEqual(askChanges([mine], [], now).tell, [])
})
