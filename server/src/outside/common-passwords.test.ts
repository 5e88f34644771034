import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCommonPassword } from './common-passwords.ts'

test('the commonest passwords are known, in Russian too and in any case', () => {
  for (const password of ['password123', 'Qwerty123', '1q2w3e4r5t', 'ILOVEYOU', 'Йцукенгш', 'пароль123', 'changeme'])
    assert.ok(isCommonPassword(password), password)
})

test('a sentence of one’s own is not', () => {
  for (const password of ['a quiet yellow cab', 'тихое жёлтое такси', 'toString', '__proto__'])
    assert.ok(!isCommonPassword(password), password)
})
