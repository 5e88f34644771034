import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inLanes } from './lanes.ts'

const block = (from: number, to: number, date = '2026-11-23') => ({ date, from, to })
const places = (...blocks: ReturnType<typeof block>[]) => inLanes(blocks).map(({ lane, lanes }) => `${lane}/${lanes}`)

test('bookings one after the other have the whole width', () => {
  assert.deepEqual(places(block(60, 120), block(120, 180)), ['0/1', '0/1'])
})

test('bookings at the same time share it, and a gap is filled again', () => {
  assert.deepEqual(places(block(60, 180), block(90, 120), block(120, 200)), ['0/2', '1/2', '1/2'])
})

test('other days and other times are not made narrower', () => {
  assert.deepEqual(places(block(60, 120), block(60, 120), block(300, 360), block(60, 120, '2026-11-24')), [
    '0/2',
    '1/2',
    '0/1',
    '0/1',
  ])
})
