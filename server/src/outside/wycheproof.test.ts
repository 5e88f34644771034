import assert from 'node:assert/strict'
import { test } from 'node:test'
import jwt from 'jsonwebtoken'
import { fakeClock } from '../testing/fake-clock.ts'
import { wycheproof } from '../testing/wycheproof.ts'
import { readToken } from './access-token.ts'
import { decrypt } from './aes-gcm.ts'
import { isMac, macOf } from './mac.ts'
import type { Secrets } from './secrets.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const opened = (work: () => Buffer): string | null => {
  try {
    return work().toString('hex')
  } catch {
    return null
  }
}

test('AES-256-GCM opens what Wycheproof calls valid, nothing else, and no IV but one of 96 bits', () => {
  let tried = 0
  for (const { ivSize, tests } of wycheproof('aes-gcm-256'))
    for (const { tcId, comment, result, key, iv, aad, msg, ct, tag } of tests) {
      const value = { iv: hex(iv), body: hex(ct), tag: hex(tag) }
      const expected = result === 'valid' && ivSize === 96 ? msg : null
      assert.equal(
        opened(() => decrypt(hex(key), value, hex(aad))),
        expected,
        `${tcId}: ${comment}`,
      )
      tried++
    }
  assert.equal(tried, 105)
})

test('a tag cut short does not open, though Node itself would take it', () => {
  const [group] = wycheproof('aes-gcm-256')
  for (const { key, iv, aad, ct, tag, result } of group?.tests ?? [])
    for (const bytes of result === 'valid' ? [0, 4, 8, 12, 15] : []) {
      const value = { iv: hex(iv), body: hex(ct), tag: hex(tag).subarray(0, bytes) }
      assert.equal(
        opened(() => decrypt(hex(key), value, hex(aad))),
        null,
      )
    }
})

test('HMAC-SHA256 is what Wycheproof says, and only the whole of it is believed', () => {
  let tried = 0
  for (const { tagSize, tests } of wycheproof('hmac-sha256'))
    for (const { tcId, comment, result, key, msg, tag } of tests) {
      const mac = macOf(hex(key), hex(msg))
      assert.equal(isMac(mac, tag), result === 'valid' && tagSize === 256, `${tcId}: ${comment}`)
      assert.equal(mac.toString('hex').startsWith(tag), result === 'valid', `${tcId}: ${comment}`)
      tried++
    }
  assert.equal(tried, 174)
})

/**
 * jsonwebtoken 9 is not strict about base64: it reads past padding and unused bits of what was signed as it stands, and
 * refuses two texts with a stray letter that Wycheproof lets pass. Nothing is forged by it, but one token may be written
 * in more than one way: tokens are told apart by their `jti`, never by their text.
 */
const lenient = [367, 370, 372, 373, 375]

test('of tokens signed with a secret key the library takes what Wycheproof calls valid, and no forgery', () => {
  const surprises = wycheproof('jws-secret-key').flatMap(({ key, tests }) => {
    const secret = Buffer.from(key.k, 'base64url')
    const isTaken = (jws: string) =>
      opened(() => Buffer.from(String(jwt.verify(jws, secret, { algorithms: ['HS256'] })))) !== null
    return tests.filter(({ jws, result }) => isTaken(jws) !== (result === 'valid')).map(({ tcId }) => tcId)
  })

  assert.deepEqual(
    surprises.filter(id => !lenient.includes(id)),
    [],
  )
})

test('none of them is one of ours: key, header, audience and claims are asked for as well', () => {
  for (const { key, tests } of wycheproof('jws-secret-key'))
    for (const { tcId, jws } of tests) {
      const parts = { secrets: { tokenKey: Buffer.from(key.k, 'base64url') } as Secrets, now: fakeClock().now }
      assert.equal(readToken(parts, jws), null, String(tcId))
    }
})
