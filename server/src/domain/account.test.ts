import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSignedIn } from './account.ts'

test('nobody is sent to an account that is signed out, or asks for a code', () => {
  assert.equal(isSignedIn('signed_out', true), false)
  assert.equal(isSignedIn('code', true), false)
})

test('an account whose sign-in runs out soon is given out like any other', () => {
  assert.equal(isSignedIn('expiring', null), true)
})

test('a bot wall or a puzzle tells nothing of the sign-in: what was known stands', () => {
  for (const found of ['wall', 'captcha'] as const)
    for (const before of [true, false]) assert.equal(isSignedIn(found, before), before)
  assert.equal(isSignedIn('wall', null), true)
})
