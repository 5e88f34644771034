import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fromCompanion } from '@taxi/contract/companion.ts'
import { OtherShape } from '../services/known.ts'
import { driftMessage, driftOf } from './drift.ts'
import { shapeOf } from './shape-of.ts'

const answer = {
  title: 'Salaries',
  owner: { email: 'anna@example.com', access_token: 'eyJ' },
  mapping: { 'f3a1-1': { text: 'Secret plan', n: 1 }, 'f3a1-2': { text: 'More', n: null } },
  people: { Anna: 1, 'bob@example.com': 2 },
  list: [1, 'a', { deep: true }, { deep: false }],
}

describe('a reader that no longer knows what it sees', () => {
  it('tells keys and types, once each, and never a value, nor a key that is one', () => {
    assert.equal(
      shapeOf(answer),
      '{ list: [number | string | { deep: boolean }], mapping: { *: { n: null, text: string } | { n: number, text: string } }, ' +
        'owner: { access_token: string, email: string }, people: { *: number }, title: string }',
    )
  })

  it('does not choke on an answer that has no end', () => {
    let deep: unknown = 1
    for (let n = 0; n < 1_000; n += 1) deep = { deep }
    assert.match(shapeOf(deep), /\{…\}/)
    assert.ok(shapeOf(Array.from({ length: 5_000 }, (_, n) => ({ [`k${'x'.repeat(n % 90)}`]: n }))).length <= 20_000)
  })

  it('hands the answer over without secrets and addresses, in a form the server takes', () => {
    const drift = driftOf('chatgpt', new OtherShape('the conversation', answer, 'mapping'))
    assert.ok(drift)
    const message = driftMessage(drift, '6f1dd0f0-5f0e-4d5c-9f5a-0a6f2e6f9d11')

    assert.deepEqual(fromCompanion.parse(message), message)
    const text = JSON.stringify(message)
    assert.match(text, /Secret plan/)
    assert.doesNotMatch(text, /anna@example\.com|eyJ/)
  })

  it('other failures are no drift', () => {
    assert.equal(driftOf('chatgpt', new Error('answered 500')), null)
  })
})
