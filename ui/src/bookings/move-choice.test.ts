import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstFree, moveChoice } from './move-choice.ts'

const days = ['2026-11-23', '2026-11-24']
const boundsOf = (date: string) => ({ earliest: date === days[0] ? 600 : 0, longest: 480, taken: [] })
const week = { days, boundsOf }
const at = (from: number, to: number, date = '2026-11-23') => ({ date, from, to })
const press = (key: string, choice = at(720, 780), shift = false) => moveChoice(choice, key, shift, week)

test('up and down move the choice by a quarter, page keys by an hour', () => {
  assert.deepEqual(press('ArrowDown'), at(735, 795))
  assert.deepEqual(press('ArrowUp'), at(705, 765))
  assert.deepEqual(press('PageDown'), at(780, 840))
})

test('the choice stays within the day and out of the past', () => {
  assert.deepEqual(press('ArrowUp', at(605, 665)), at(600, 660))
  assert.deepEqual(press('PageDown', at(1380, 1440)), at(1380, 1440))
})

test('shift moves the end alone: never under a quarter, never beyond the longest', () => {
  assert.deepEqual(press('ArrowDown', at(720, 780), true), at(720, 795))
  assert.deepEqual(press('ArrowUp', at(720, 735), true), at(720, 735))
  assert.deepEqual(press('PageDown', at(720, 1190), true), at(720, 1200))
})

test('left and right go from day to day, and stay at the week’s edge', () => {
  assert.deepEqual(press('ArrowRight'), at(720, 780, '2026-11-24'))
  assert.deepEqual(press('ArrowLeft', at(60, 120, '2026-11-24')), at(600, 660))
  assert.deepEqual(press('ArrowRight', at(60, 120, '2026-11-24')), at(60, 120, '2026-11-24'))
})

test('other keys are left to the page', () => {
  assert.equal(press('Tab'), null)
})

test('what is offered first is the first whole hour that is free', () => {
  const taken = [at(600, 615), at(660, 900)]
  const busy = { days, boundsOf: (date: string) => ({ ...boundsOf(date), taken }) }
  assert.deepEqual(firstFree(week), at(600, 660))
  assert.deepEqual(firstFree(busy), at(900, 960))
})

test('a week without a whole hour offers what there is', () => {
  const taken = [at(630, 1440), at(0, 1440, '2026-11-24')]
  assert.deepEqual(firstFree({ days, boundsOf: date => ({ ...boundsOf(date), taken }) }), at(600, 630))
})
