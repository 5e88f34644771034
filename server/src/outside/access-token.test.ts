import assert from 'node:assert/strict'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import jwt from 'jsonwebtoken'
import { ACCESS_SECONDS } from '../domain/tokens.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { readToken, signAccessToken, signDeskToken } from './access-token.ts'
import type { Secrets } from './secrets.ts'

const clock = fakeClock()
const key = randomBytes(32)
const parts = { secrets: { tokenKey: key } as Secrets, now: clock.now }
const who = { personId: randomUUID(), familyId: randomUUID() }
const desk = { ...who, sessionId: randomUUID(), windowId: randomUUID() }
const good = signAccessToken(parts, who)
const claims = jwt.decode(good) as jwt.JwtPayload
const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name))

/** A token with any header and payload, signed as HS256 would be. */
function forged(header: object | string, payload: object | string, withKey: Buffer | string = key): string {
  const text = (part: object | string) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part))
  const signed = `${text(header).toString('base64url')}.${text(payload).toString('base64url')}`
  return `${signed}.${createHmac('sha256', withKey).update(signed).digest('base64url')}`
}
const ours = { alg: 'HS256', typ: 'at+jwt' }
const sign = (payload: object, options: jwt.SignOptions = {}) =>
  jwt.sign(payload, key, { algorithm: 'HS256', header: ours, ...options })

test('a token says who it is for, which sign-in it comes from, and what kind it is', () => {
  assert.deepEqual(readToken(parts, good), { typ: 'access', ...who })
  assert.deepEqual(readToken(parts, signDeskToken(parts, desk)), { typ: 'desk', ...desk })
  assert.deepEqual(readToken(parts, signDeskToken(parts, { ...desk, familyId: null })), {
    typ: 'desk',
    ...desk,
    familyId: null,
  })
  assert.deepEqual(readToken(parts, sign(claims)), { typ: 'access', ...who })
  assert.deepEqual(readToken(parts, forged(ours, claims)), { typ: 'access', ...who })
})

test('a token lives fifteen minutes', () => {
  const later = (seconds: number) => ({ ...parts, now: () => new Date(clock.now().getTime() + seconds * 1000) })

  assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), ACCESS_SECONDS)
  assert.ok(readToken(later(14 * 60 + 58), good))
  assert.equal(readToken(later(15 * 60 + 1), good), null)
})

const now = Math.floor(clock.now().getTime() / 1000)
const [head = '', body = '', signature = ''] = good.split('.')
const swap = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
const rsaLike = '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK\n-----END PUBLIC KEY-----'

const attacks: Record<string, string> = {
  'nothing at all': '',
  'something that is no token': 'rubbish',
  'two parts of three': `${head}.${body}`,
  'no signature': `${head}.${body}.`,
  'a signature that was changed': `${head}.${body}.${swap(signature, 3)}`,
  'a body that was changed': `${head}.${swap(body, 5)}.${signature}`,
  'a header that was changed': `${swap(head, 5)}.${body}.${signature}`,
  'algorithm none': jwt.sign(claims, '', { algorithm: 'none' }),
  'algorithm none in our header': `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`,
  'algorithm nOnE': `${Buffer.from('{"alg":"nOnE","typ":"at+jwt"}').toString('base64url')}.${body}.`,
  'algorithm none, signed all the same': forged({ alg: 'none', typ: 'at+jwt' }, claims),
  'another algorithm of the same family': sign(claims, { algorithm: 'HS512', header: { alg: 'HS512', typ: 'at+jwt' } }),
  'another algorithm in the header only': forged({ alg: 'HS384', typ: 'at+jwt' }, claims),
  'an algorithm of public keys': forged({ alg: 'RS256', typ: 'at+jwt' }, claims, rsaLike),
  'no algorithm': forged({ typ: 'at+jwt' }, claims),
  'an empty key': forged(ours, claims, ''),
  'another key': forged(ours, claims, randomBytes(32)),
  'the key as text': forged(ours, claims, key.toString('base64')),
  'a key that came along': forged(
    { ...ours, jwk: { kty: 'oct', k: 'AAAA' } },
    claims,
    Buffer.from('AAAA', 'base64url'),
  ),
  'a key to be fetched': forged({ ...ours, jku: 'https://evil.example/keys' }, claims),
  'a key to be read from a file': forged({ ...ours, kid: '../../dev/null' }, claims, ''),
  'a critical header nobody knows': forged({ ...ours, crit: ['exp'], exp: 1 }, claims),
  'a payload that is not encoded (b64)': forged({ ...ours, b64: false, crit: ['b64'] }, claims),
  'no end': sign(without('exp')),
  'an end in words': forged(ours, { ...claims, exp: 'tomorrow' }),
  'an end that is over': sign({ ...claims, exp: now - 1 }),
  'an end far away, made long ago': sign({ ...claims, iat: now - 3_600, exp: now + 3_600 }),
  'no beginning': sign(without('iat'), { noTimestamp: true }),
  'not yet': sign({ ...claims, nbf: now + 60 }),
  'another issuer': sign({ ...claims, iss: 'someone-else' }),
  'no issuer': sign(without('iss')),
  'another audience': sign({ ...claims, aud: 'someone-else' }),
  'no audience': sign(without('aud')),
  'no id of its own': sign(without('jti')),
  'nobody’s': sign(without('sub')),
  'a person who is none': sign({ ...claims, sub: "' OR 1=1 --" }),
  'no sign-in': sign(without('fam')),
  'no kind': sign(without('typ')),
  'a kind there is not': sign({ ...claims, typ: 'refresh' }),
  'the header of another kind': forged({ alg: 'HS256', typ: 'desk+jwt' }, claims),
  'the header of no kind': forged({ alg: 'HS256', typ: 'JWT' }, claims),
  'a payload of text': forged(ours, '"just text"'),
  'a payload of nothing': forged(ours, 'null'),
  'a payload of a list': forged(ours, '[]'),
  'a payload that is no JSON': forged(ours, '{'),
  'a payload that would be somebody else': forged(ours, `{"__proto__":${JSON.stringify(claims)}}`),
}
for (const [name, token] of Object.entries(attacks))
  test(`refused: ${name}`, () => assert.equal(readToken(parts, token), null))

test('a desk’s token made with the key of sign-ins is none, and the other way round', () => {
  const deskClaims = jwt.decode(signDeskToken(parts, desk)) as jwt.JwtPayload

  assert.equal(readToken(parts, forged({ alg: 'HS256', typ: 'desk+jwt' }, deskClaims)), null)
  assert.equal(readToken(parts, forged(ours, deskClaims)), null)
  assert.equal(readToken(parts, forged(ours, { ...deskClaims, aud: 'taxi-server' })), null)
})
