import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generateSync, ScureBase32Plugin } from 'otplib'
import { newTotpSecret, totpAddress, totpStep } from './totp.ts'

/** The seeds of both RFCs: "12345678901234567890" and on, as long as the hash. */
const seed = (bytes: number) => '12345678901234567890'.repeat(4).slice(0, bytes)
const base32 = (text: string) => new ScureBase32Plugin().encode(Buffer.from(text), { padding: false })
const SECRET = base32(seed(20))
const at = (seconds: number) => new Date(seconds * 1000)

/** RFC 4226, appendix D: the code of each count. */
const hotp = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']

/** RFC 6238, appendix B: seconds, then eight digits by SHA-1, SHA-256 and SHA-512. */
const totp: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, '94287082', '46119246', '90693936'],
  [1_111_111_109, '07081804', '68084774', '25091201'],
  [1_111_111_111, '14050471', '67062674', '99943326'],
  [1_234_567_890, '89005924', '91819424', '93441116'],
  [2_000_000_000, '69279037', '90698825', '38618901'],
  [20_000_000_000, '65353130', '77737706', '47863826'],
]

test('the codes of RFC 4226 fit at their count', () => {
  for (const [count, code] of hotp.entries()) assert.equal(totpStep(SECRET, code, at(count * 30)), BigInt(count))
})

test('the codes of RFC 6238 fit at their time, in the six digits people type', () => {
  for (const [seconds, sha1] of totp)
    assert.equal(totpStep(SECRET, sha1.slice(2), at(seconds)), BigInt(Math.floor(seconds / 30)))
})

test('the library makes all eighteen codes of RFC 6238', () => {
  for (const [epoch, ...codes] of totp)
    for (const [index, algorithm] of (['sha1', 'sha256', 'sha512'] as const).entries()) {
      const secret = base32(seed([20, 32, 64][index] ?? 0))
      assert.equal(generateSync({ secret, epoch, digits: 8, algorithm }), codes[index])
    }
})

test('a code is good in its own half minute and in the ones beside it', () => {
  const code = generateSync({ secret: SECRET, epoch: 3_000 })

  for (const seconds of [2_970, 2_999, 3_000, 3_029, 3_059]) assert.equal(totpStep(SECRET, code, at(seconds)), 100n)
  for (const seconds of [2_939, 2_969, 3_060, 3_600]) assert.equal(totpStep(SECRET, code, at(seconds)), null)
})

test('what is no code is refused and never breaks anything', () => {
  const code = generateSync({ secret: SECRET, epoch: 3_000 })

  assert.equal(totpStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, at(3_000)), 100n)
  for (const typed of ['', 'rubbish', '12345', '1234567', '١٢٣٤٥٦', `${code}\0`, '-12345', '1e5000', '      '])
    assert.equal(totpStep(SECRET, typed, at(3_000)), null, typed)
})

test('a new secret has 160 bits, and its address names product and person', () => {
  const secret = newTotpSecret()

  assert.ok(new ScureBase32Plugin().decode(secret).length >= 20)
  assert.notEqual(secret, newTotpSecret())
  const address = new URL(totpAddress(secret, 'anna@taxi.test'))
  assert.deepEqual([address.protocol, address.searchParams.get('secret')], ['otpauth:', secret])
  assert.equal(address.searchParams.get('issuer'), 'VDI Taxi')
  assert.match(decodeURIComponent(address.pathname), /anna@taxi\.test$/)
})
