import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clicked, dragged } from './drag.ts'

const DATE = '2026-11-23'
const open = { earliest: 0, longest: 480, taken: [] }
const span = (from: number, to: number) => ({ date: DATE, from, to })
const h = (hours: number, minutes = 0) => hours * 60 + minutes

test('dragging takes whole quarters, downwards and upwards', () => {
  assert.deepEqual(dragged(DATE, h(9, 4), h(10, 20), open), span(h(9), h(10, 30)))
  assert.deepEqual(dragged(DATE, h(10, 20), h(9, 4), open), span(h(9), h(10, 30)))
})

test('dragging stops where somebody else’s booking begins or ends', () => {
  const taken = [span(h(8), h(9)), span(h(11), h(12))]
  assert.deepEqual(dragged(DATE, h(10), h(14), { ...open, taken }), span(h(10), h(11)))
  assert.deepEqual(dragged(DATE, h(10), h(6), { ...open, taken }), span(h(9), h(10, 15)))
})

test('dragging cannot begin in a booking, in the past, or on a day out of reach', () => {
  assert.equal(dragged(DATE, h(8, 30), h(10), { ...open, taken: [span(h(8), h(9))] }), null)
  assert.equal(dragged(DATE, h(8, 30), h(10), { ...open, earliest: h(9) }), null)
  assert.equal(dragged(DATE, h(23), h(24), { ...open, earliest: 1440 }), null)
})

test('dragging never chooses more than may be booked, from where it began', () => {
  assert.deepEqual(dragged(DATE, h(9), h(20), open), span(h(9), h(17)))
  assert.deepEqual(dragged(DATE, h(20), h(9), open), span(h(12, 15), h(20, 15)))
})

test('dragging beyond the day ends at midnight', () => {
  assert.deepEqual(dragged(DATE, h(22), h(27), open), span(h(22), h(24)))
  assert.deepEqual(dragged(DATE, h(1), -h(3), open), span(0, h(1, 15)))
})

test('what begins in the running quarter begins now', () => {
  assert.deepEqual(dragged(DATE, h(9, 10), h(10), { ...open, earliest: h(9, 5) }), span(h(9, 5), h(10, 15)))
})

test('a click chooses an hour, or what is free of it', () => {
  assert.deepEqual(clicked(DATE, h(9, 40), open), span(h(9, 30), h(10, 30)))
  assert.deepEqual(clicked(DATE, h(9, 40), { ...open, taken: [span(h(10), h(11))] }), span(h(9, 30), h(10)))
})
