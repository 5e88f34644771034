import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, isLinearizable } from './linearizable.ts'

interface Call extends Asked {
  who: string
  /** null: never answered. */
  got: boolean | null
}

/** One seat that is taken once and never given back. */
const seat = (holder: string, { who, got }: Call): string[] => {
  if (got === null) return [holder || who, holder]
  return got === (holder === '') ? [holder || who] : []
}
const takes = (who: string, from: number, to: number, got: boolean | null): Call => ({ who, from, to, got })

const histories: [name: string, calls: Call[], is: boolean][] = [
  ['one after another', [takes('a', 0, 1, true), takes('b', 2, 3, false)], true],
  ['at once, the later one answered first', [takes('a', 0, 9, false), takes('b', 1, 2, true)], true],
  ['two that both got it', [takes('a', 0, 9, true), takes('b', 1, 2, true)], false],
  ['a refusal before anybody had it', [takes('a', 0, 1, false), takes('b', 2, 3, true)], false],
  [
    'a refusal explained by a call that was never answered',
    [takes('a', 0, Infinity, null), takes('b', 2, 3, false)],
    true,
  ],
  ['a call that was never answered and did not happen', [takes('a', 0, Infinity, null), takes('b', 2, 3, true)], true],
  ['nothing at all', [], true],
]
for (const [name, calls, is] of histories)
  test(`${name}: ${is ? 'can' : 'cannot'} have happened in one order`, () => {
    assert.equal(isLinearizable(calls, '', seat), is)
  })

test('a thousand calls by twenty people are looked through in moments', () => {
  const calls = Array.from({ length: 1000 }, (_, n) => takes(`p${n % 20}`, n, n + 20, n === 5))

  assert.equal(isLinearizable(calls, '', seat), true)
})
