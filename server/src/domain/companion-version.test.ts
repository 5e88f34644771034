import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLate, isOlder, mayAskForNewer } from './companion-version.ts'

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`)

for (const [version, than, older] of [
  ['0.1.0.1', '0.1.0.2', true],
  ['0.1.0.9', '0.1.0.10', true],
  ['0.1.0', '0.1.0.1', true],
  ['0.9.0.40', '0.10.0.1', true],
  ['0.1.0.2', '0.1.0.2', false],
  ['0.1.0.2', '0.1.0.1', false],
  ['1.0.0', '0.9.9.9', false],
  ['0.1.0.1', '0.1.0', false],
  ['', '0.1.0.1', true],
] as const)
  test(`${version || 'no version'} is ${older ? '' : 'not '}older than ${than}`, () =>
    assert.equal(isOlder(version, than), older))

test('a browser is asked at once, and again ten minutes later', () => {
  const asked = { companion_due_since: at('10:00'), companion_asked_at: at('10:00') }

  assert.ok(mayAskForNewer({ companion_due_since: null, companion_asked_at: null }, at('10:00')))
  assert.ok(!mayAskForNewer(asked, at('10:09')))
  assert.ok(mayAskForNewer(asked, at('10:10')))
})

test('a companion is late when its browser was asked in vain for three hours', () => {
  assert.ok(!isLate({ companion_due_since: null, companion_asked_at: null }))
  assert.ok(!isLate({ companion_due_since: at('10:00'), companion_asked_at: at('12:50') }))
  assert.ok(isLate({ companion_due_since: at('10:00'), companion_asked_at: at('13:00') }))
})
