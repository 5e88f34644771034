import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keepable } from './keepable.ts'

const cases: [unknown, unknown][] = [
  ['ordinary', 'ordinary'],
  ['a\0b', 'a\ufffdb'],
  ['half \ud83d', 'half \ufffd'],
  ['whole \u{1f680}', 'whole \u{1f680}'],
  [{ 'k\0': ['\udc00', 5, null, true] }, { 'k\ufffd': ['\ufffd', 5, null, true] }],
]
for (const [given, expected] of cases)
  test(`${JSON.stringify(given)} is kept as ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(keepable(given), { value: expected }))

test('a key called __proto__ stays a key', () => {
  const kept = keepable(JSON.parse('{"__proto__":{"admin":true}}'))?.value as object

  assert.equal(Object.getPrototypeOf(kept), Object.prototype)
  assert.equal((kept as { admin?: boolean }).admin, undefined)
})

test('what is nested beyond reason is refused before the stack runs out', () => {
  assert.equal(keepable(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))), null)
})
