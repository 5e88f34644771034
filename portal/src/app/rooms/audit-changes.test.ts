import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditChanges } from './audit-changes.ts'

test('an entry tells each field before and after', () => {
  assert.deepEqual(auditChanges({ name: 'A', notes: '' }, { name: 'B', notes: 'x', machine_ids: ['vm-1'] }), [
    { name: 'name', was: 'A', is: 'B' },
    { name: 'notes', was: null, is: 'x' },
    { name: 'machine ids', was: null, is: '["vm-1"]' },
  ])
})

test('what was empty before and after is not told', () => {
  const changes = auditChanges({ second_factor: null, login_encrypted: null }, { login_encrypted: '(secret)' })

  assert.deepEqual(changes, [{ name: 'login', was: null, is: '(secret)' }])
})

test('an entry without before and after tells nothing', () => {
  assert.deepEqual(auditChanges(null, null), [])
})
