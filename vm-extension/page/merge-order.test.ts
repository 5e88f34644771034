import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeOrder } from './merge-order.ts'

test('windows of a long list, seen one after the other, make the whole list', () => {
  const all = Array.from({ length: 20 }, (_, index) => `t${index}`)
  const windows = all.map((_, index) => all.slice(index, index + 3))

  assert.deepEqual(windows.reduce<string[]>(mergeOrder, []), all)
  assert.deepEqual(windows.toReversed().reduce<string[]>(mergeOrder, []), all)
})

test('a turn between two known ones comes between them; one without known neighbours comes last', () => {
  assert.deepEqual(mergeOrder(['a', 'c'], ['a', 'b', 'c']), ['a', 'b', 'c'])
  assert.deepEqual(mergeOrder(['b'], ['a', 'b']), ['a', 'b'])
  assert.deepEqual(mergeOrder(['a'], ['x', 'y']), ['a', 'x', 'y'])
})
