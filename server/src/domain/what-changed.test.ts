import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shown, whatChanged } from './what-changed.ts'

test('only what differs is kept, lists and dates by what they hold', () => {
  const before = { name: 'Gemini', minutes: 30, machines: ['a'], renews_on: new Date(0), notes: '' }
  const after = { ...before, minutes: 60, machines: ['a', 'b'], renews_on: new Date(0) }

  assert.deepEqual(whatChanged(before, after), {
    before: { minutes: 30, machines: ['a'] },
    after: { minutes: 60, machines: ['a', 'b'] },
  })
  assert.equal(whatChanged(before, { ...before }), null)
})

test('of a secret it is told that it changed, never what it was or is', () => {
  const changed = whatChanged({ password_encrypted: 'v2.old' }, { password_encrypted: 'v2.new' })
  assert.deepEqual(changed, { before: { password_encrypted: '(secret)' }, after: { password_encrypted: '(secret)' } })

  const removed = whatChanged({ totp_secret: 'v2.old', token_hash: 'a' }, { totp_secret: null, token_hash: 'b' })
  assert.deepEqual(removed?.after, { totp_secret: null, token_hash: '(secret)' })
  assert.deepEqual(shown({ id: 1, password_hash: 'x' }), { id: 1, password_hash: '(secret)' })
})
