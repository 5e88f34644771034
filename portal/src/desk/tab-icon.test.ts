import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TabMood, tabIcon } from './tab-icon.ts'

const textIn = (minutes: number | null, mood: TabMood = 'calm') =>
  />([^<]+)<\/text>/.exec(decodeURIComponent(tabIcon(minutes, mood, 'ч')))?.[1]

test('the icon counts minutes, and hours while there are many', () => {
  assert.deepEqual(
    [0, 5, 45, 99, 100, 120, 1_440].map(minutes => textIn(minutes)),
    ['0', '5', '45', '99', '2ч', '2ч', '9ч'],
  )
})

test('a desk that is over, or not known yet, counts nothing', () => {
  assert.equal(textIn(45, 'over'), '–')
  assert.equal(textIn(null), '–')
})

test('the last minutes and a lost line have a ground of their own', () => {
  const icons = new Set((['calm', 'soon', 'away'] as const).map(mood => tabIcon(5, mood, 'h')))
  assert.equal(icons.size, 3)
})
