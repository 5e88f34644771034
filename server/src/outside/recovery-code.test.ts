import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { newRecoveryCode, recoveryHash } from './recovery-code.ts'

const anna = randomUUID()

test('a recovery code is four groups of four, and never the same', () => {
  const codes = new Set(Array.from({ length: 1000 }, newRecoveryCode))

  assert.equal(codes.size, 1000)
  for (const code of codes) assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
})

test('it is known however it is typed', () => {
  const stored = recoveryHash(anna, 'ABCD-0123-EFGH-1111')

  for (const typed of ['abcd-0123-efgh-1111', 'ABCD0123EFGH1111', ' abcd 0123 efgh 1111 ', 'abcd-oI23-efgh-liL1'])
    assert.equal(recoveryHash(anna, typed), stored, typed)
})

test('another person’s is another one, and what is none is none', () => {
  assert.notEqual(recoveryHash(anna, 'ABCD-0123-EFGH-1111'), recoveryHash(randomUUID(), 'ABCD-0123-EFGH-1111'))
  for (const typed of [
    '',
    '123456',
    'ABCD-0123-EFGH-111',
    'ABCD-0123-EFGH-11112',
    'ABCD-0123-EFGH-111U',
    'ЖЖЖЖ-0123-EFGH-1111',
  ])
    assert.equal(recoveryHash(anna, typed), null, typed)
})
