import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenWithinLimits } from './screen-size.ts'

const of = (width: number, height: number) => {
  const size = screenWithinLimits({ width, height })
  return [size.width, size.height]
}

test('an ordinary window is had as it is', () => {
  assert.deepEqual(of(1440, 860), [1440, 860])
  assert.deepEqual(of(1279.6, 799.4), [1280, 799])
})

test('a small window gets a larger screen of its own shape', () => {
  assert.deepEqual(of(400, 300), [800, 600])
  assert.deepEqual(of(390, 844), [800, 1731])
})

test('a huge window gets no more than the limit, in its own shape', () => {
  assert.deepEqual(of(7680, 4320), [3840, 2160])
  assert.deepEqual(of(5120, 1440), [3840, 1080])
})

test('what has an impossible shape stays within the limits all the same', () => {
  assert.deepEqual(of(100, 10_000), [800, 2160])
  assert.deepEqual(of(10_000, 1), [3840, 600])
})
