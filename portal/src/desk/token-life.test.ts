import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renewIn } from './token-life.ts'

const tokenUntil = (seconds: number) =>
  `header.${Buffer.from(JSON.stringify({ exp: seconds, name: 'Анна' })).toString('base64url')}.signature`

test('a token is renewed when half of its life is over', () => {
  assert.equal(renewIn(tokenUntil(1900), 1_000_000), 450_000)
})

test('a token that is over, or no token at all, is renewed at once', () => {
  assert.equal(renewIn(tokenUntil(10), 1_000_000), 0)
  assert.equal(renewIn('nonsense', 0), 0)
  assert.equal(renewIn('', 0), 0)
})
